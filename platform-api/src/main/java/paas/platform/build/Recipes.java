package paas.platform.build;

import java.util.Optional;
import paas.builder.BuildSettings;
import paas.platform.recipe.BuilderChoice;
import paas.platform.recipe.BuildpackRef;
import paas.platform.recipe.Recipe;

/** A recipe in the builder's words. */
final class Recipes {
  private Recipes() {}

  static BuildSettings settings(Recipe recipe) {
    return new BuildSettings(
        choice(recipe.builder()),
        recipe.buildpacks().stream().map(BuildpackRef::value).toList(),
        text(recipe.directory()),
        text(recipe.dockerfile()),
        text(recipe.target()),
        text(recipe.procfile()));
  }

  private static BuildSettings.Choice choice(BuilderChoice choice) {
    return switch (choice) {
      case BuilderChoice.Automatic a -> new BuildSettings.Choice.Automatic();
      case BuilderChoice.Dockerfile d -> new BuildSettings.Choice.Dockerfile();
      case BuilderChoice.Buildpacks b -> new BuildSettings.Choice.Buildpacks();
      case BuilderChoice.CloudNative(var image) ->
          new BuildSettings.Choice.CloudNative(image.value());
    };
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }
}
