package paas.acceptance;

/** What must hold again after anything that broke a deploy off. */
final class Agreement {
  private Agreement() {}

  /**
   * The commit that the branch names, whose subject is the page's text, is served by one instance,
   * and nothing is pending.
   */
  static void await(Platform platform, Repository repository, String app, String when) {
    Await.until(
        "served and branch agree, " + when,
        () -> {
          String served = platform.get(app, "/").body();
          String branch = repository.remoteHead();
          String subject =
              repository.git("log", "-1", "--format=%s", branch).mustSucceed().out().strip();
          return subject.equals(served)
              && !platform.paas("releases", "-a", app, "--json").out().contains("\"pending\"");
        });
    Await.until(
        "one instance is left, " + when,
        () -> platform.containers("paas.app-name=" + app, "paas.kind=instance").size() == 1);
  }
}
