package paas.platform.api.builds;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import java.time.InstantSource;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.deploy.Journal;
import paas.platform.recipe.Recipe;
import paas.platform.recipe.StageName;
import paas.platform.recipe.TreePath;
import paas.platform.store.RecipeStore;

/** The settings of an app's builds, but for its buildpacks. Our own; null is the usual one. */
@Resource("/apps/{app}/build-settings")
final class BuildSettingsController {
  private final RecipeStore recipes;
  private final Journal journal;
  private final InstantSource clock;

  BuildSettingsController(RecipeStore recipes, Journal journal, InstantSource clock) {
    this.recipes = recipes;
    this.journal = journal;
    this.clock = clock;
  }

  @Get
  @Allows(Permission.APP_READ)
  Shape info(AppCall call) {
    return shape(recipes.of(call.app().id()));
  }

  /** Changes what is named, all of it or nothing; null (or "") goes back to the usual. */
  @Patch
  @Allows(Permission.APP_WRITE)
  Shape update(AppCall call, Body body) {
    SettingsChange change = SettingsChange.parse(body.json());
    Recipe after = recipes.update(call.app().id(), change::applied, clock.instant());
    if (!change.isEmpty()) {
      journal.event(call.app().id(), change.text() + " by user " + call.user().email());
    }
    return shape(after);
  }

  private static Shape shape(Recipe recipe) {
    return Shape.empty()
        .with("builder", recipe.builder().text())
        .with("directory", recipe.directory().map(TreePath::value))
        .with("dockerfile", recipe.dockerfile().map(TreePath::value))
        .with("target", recipe.target().map(StageName::value))
        .with("procfile", recipe.procfile().map(TreePath::value))
        .with("check", recipe.check().text());
  }
}
