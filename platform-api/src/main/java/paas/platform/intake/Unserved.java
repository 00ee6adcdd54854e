package paas.platform.intake;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import paas.platform.app.AppName;
import paas.platform.formation.Formation;
import paas.platform.release.ProcessType;
import paas.platform.release.Slug;

/**
 * A release that went live without a web process, though nobody is known to want it so.
 *
 * @param url where its requests would come
 */
record Unserved(AppName app, String url, Slug slug, Formation formation) {
  /**
   * What a deploy is said to have reached: its URL, or the app's name where nothing will answer.
   */
  static String reached(AppName app, String url, Optional<Slug> slug) {
    return slug.isEmpty() || slug.get().has(ProcessType.WEB) ? url : app.value();
  }

  /**
   * What to tell of it, in a line each: nothing where the app has done its work without web before:
   * in other processes, or in cron jobs.
   *
   * @param former what was live before
   */
  List<String> lines(Optional<Slug> former, boolean hasJobs) {
    if (slug.has(ProcessType.WEB)) {
      return List.of();
    }
    boolean hadWeb = former.filter(before -> before.has(ProcessType.WEB)).isPresent();
    boolean runs =
        slug.processes().keySet().stream().anyMatch(type -> formation.quantity(type) > 0);
    if (former.isPresent() && !hadWeb && (runs || hasJobs)) {
      return List.of();
    }
    String what =
        "This release has no process type 'web'%s: requests to %s are answered with 503 (H14)."
            .formatted(hadWeb ? ", which the one before had" : "", url);
    String mend =
        "If it is to serve, add a line such as `web: COMMAND` to its Procfile and push it.";
    return runs ? List.of(what, mend) : List.of(what, mend, idle());
  }

  private String idle() {
    return "Nothing of it runs%s"
        .formatted(
            slug.processes().keySet().stream()
                .filter(Predicate.not(ProcessType.RELEASE::equals))
                .findFirst()
                .map(type -> "; to start one: paas ps:scale %s=1 --app %s".formatted(type, app))
                .orElse("."));
  }
}
