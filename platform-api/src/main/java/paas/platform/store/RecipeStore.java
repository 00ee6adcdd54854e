package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import paas.platform.app.AppId;
import paas.platform.recipe.BuilderChoice;
import paas.platform.recipe.BuildpackRef;
import paas.platform.recipe.PushCheck;
import paas.platform.recipe.Recipe;
import paas.platform.recipe.StageName;
import paas.platform.recipe.TreePath;
import paas.platform.store.row.RecipeRow;
import paas.platform.store.row.RecipeRows;

/** How each app is to be built; an app without an entry is built as {@link Recipe#AUTOMATIC}. */
@Singleton
public class RecipeStore {
  private final Transactions transactions;
  private final RecipeRows recipes;
  private final AppLock lock;
  private final JsonText json;

  RecipeStore(Transactions transactions, RecipeRows recipes, AppLock lock, JsonText json) {
    this.transactions = transactions;
    this.recipes = recipes;
    this.lock = lock;
    this.json = json;
  }

  public Recipe of(AppId app) {
    return transactions
        .read(() -> recipes.findById(app.value()))
        .map(this::recipe)
        .orElse(Recipe.AUTOMATIC);
  }

  /** Changes it in one step; {@code change} may refuse. Returns what is stored then. */
  public Recipe update(AppId app, UnaryOperator<Recipe> change, Instant at) {
    return transactions.write(() -> {
      lock.take(app);
      Optional<RecipeRow> before = recipes.findById(app.value());
      Recipe after = change.apply(before.map(this::recipe).orElse(Recipe.AUTOMATIC));
      RecipeRow row = row(app, after, Stamp.of(at));
      if (before.isPresent()) {
        recipes.update(row);
      } else {
        recipes.save(row);
      }
      return after;
    });
  }

  private RecipeRow row(AppId app, Recipe recipe, Instant at) {
    return new RecipeRow(
        app.value(),
        recipe.builder().text(),
        json.write(recipe.buildpacks().stream().map(BuildpackRef::value).toList()),
        recipe.directory().map(TreePath::value).orElse(""),
        recipe.dockerfile().map(TreePath::value).orElse(""),
        recipe.target().map(StageName::value).orElse(""),
        recipe.procfile().map(TreePath::value).orElse(""),
        at,
        recipe.check().text());
  }

  private Recipe recipe(RecipeRow row) {
    List<String> buildpacks = json.read(row.buildpacks(), JsonText.STRINGS);
    return new Recipe(
        BuilderChoice.parse(row.builder()),
        buildpacks.stream().map(BuildpackRef::new).toList(),
        present(row.directory()).map(TreePath::new),
        present(row.dockerfile()).map(TreePath::new),
        present(row.target()).map(StageName::new),
        present(row.procfile()).map(TreePath::new),
        PushCheck.parse(row.checkMode()));
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }
}
