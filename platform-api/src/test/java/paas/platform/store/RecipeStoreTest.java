package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.recipe.BuilderChoice;
import paas.platform.recipe.BuildpackRef;
import paas.platform.recipe.PushCheck;
import paas.platform.recipe.Recipe;
import paas.platform.recipe.StageName;
import paas.platform.recipe.TreePath;

@Tag("contract")
class RecipeStoreTest {
  @Nested
  class OnH2 extends Contract {
    OnH2() {
      super(Stores.onH2());
    }
  }

  @Nested
  class OnPostgreSql extends Contract {
    OnPostgreSql() {
      super(Stores.onPostgreSql());
    }
  }

  abstract static class Contract {
    private static final Recipe FULL =
        new Recipe(
            BuilderChoice.parse("cnb:example/builder:22"),
            List.of(new BuildpackRef("nodejs"), new BuildpackRef("https://example.com/b#v1")),
            Optional.of(new TreePath("apps/wéb")),
            Optional.of(new TreePath("deploy/Dockerfile")),
            Optional.of(new StageName("web")),
            Optional.of(new TreePath("Procfile.prod")),
            PushCheck.STRICT);

    private final Stores stores;

    Contract(Stores stores) {
      this.stores = stores;
    }

    @Test
    void anAppWithoutARecipeIsBuiltAutomatically() {
      assertEquals(Recipe.AUTOMATIC, stores.recipes.of(stores.newApp().id()));
    }

    @Test
    void aRecipeComesBackAsItWasStored() {
      AppId app = stores.newApp().id();
      assertEquals(FULL, stores.recipes.update(app, before -> FULL, Stores.NOW));
      assertEquals(FULL, stores.recipes.of(app));
    }

    @Test
    void aChangeLeavesTheRestAsItWas() {
      AppId app = stores.newApp().id();
      stores.recipes.update(app, before -> FULL, Stores.NOW);
      stores.recipes.update(
          app, before -> before.withTarget(Optional.empty()), Stores.NOW.plusSeconds(1));
      assertEquals(FULL.withTarget(Optional.empty()), stores.recipes.of(app));
    }

    @Test
    void aRefusedChangeChangesNothing() {
      AppId app = stores.newApp().id();
      stores.recipes.update(app, before -> FULL, Stores.NOW);
      assertThrows(
          Rejected.class,
          () ->
              stores.recipes.update(
                  app, before -> before.withBuilder(BuilderChoice.parse("nonsense")), Stores.NOW));
      assertEquals(FULL, stores.recipes.of(app));
    }

    @Test
    void aRecipeNeedsAnAppAndGoesWithIt() {
      AppId app = stores.newApp().id();
      stores.recipes.update(app, before -> FULL, Stores.NOW);
      stores.apps.delete(app);
      assertEquals(Recipe.AUTOMATIC, stores.recipes.of(app));
      Rejected refusal =
          assertThrows(
              Rejected.class, () -> stores.recipes.update(app, before -> FULL, Stores.NOW));
      assertEquals(Reason.NOT_FOUND, refusal.reason());
    }
  }
}
