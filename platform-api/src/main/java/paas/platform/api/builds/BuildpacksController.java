package paas.platform.api.builds;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.recipe.BuildpackRef;
import paas.platform.recipe.Recipe;
import paas.platform.store.RecipeStore;

/** The buildpacks that an app asks for, in the order they run; the next build uses them. */
@Resource("/apps/{app}/buildpack-installations")
final class BuildpacksController {
  private final RecipeStore recipes;
  private final Journal journal;
  private final InstantSource clock;

  BuildpacksController(RecipeStore recipes, Journal journal, InstantSource clock) {
    this.recipes = recipes;
    this.journal = journal;
    this.clock = clock;
  }

  @Get
  @Allows(Permission.APP_READ)
  List<Shape> list(AppCall call) {
    return shapes(recipes.of(call.app().id()));
  }

  /** Replaces the whole list: {@code {"updates":[{"buildpack":"nodejs"}]}}; none clears it. */
  @Put
  @Allows(Permission.APP_WRITE)
  List<Shape> replace(AppCall call, Body body) {
    Input input = body.json();
    if (!input.has("updates")) {
      throw Rejected.invalid(
          "'updates' is missing from the request: send the whole list, such as"
              + " {\"updates\":[{\"buildpack\":\"nodejs\"}]}.");
    }
    List<BuildpackRef> list =
        input.objects("updates").stream()
            .map(update -> BuildpackRef.parse(update.need("buildpack")))
            .toList();
    Recipe recipe =
        recipes.update(call.app().id(), before -> before.withBuildpacks(list), clock.instant());
    journal.event(call.app().id(), text(list) + " by user " + call.user().email());
    return shapes(recipe);
  }

  private static String text(List<BuildpackRef> list) {
    return list.isEmpty()
        ? "Clear buildpacks"
        : "Set buildpacks " + String.join(", ", list.stream().map(BuildpackRef::value).toList());
  }

  private static List<Shape> shapes(Recipe recipe) {
    List<Shape> shapes = new ArrayList<>();
    for (BuildpackRef buildpack : recipe.buildpacks()) {
      shapes.add(
          Shape.empty()
              .with("ordinal", shapes.size())
              .with(
                  "buildpack",
                  Shape.empty().with("url", buildpack.value()).with("name", buildpack.value())));
    }
    return shapes;
  }
}
