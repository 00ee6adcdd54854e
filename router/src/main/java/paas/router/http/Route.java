package paas.router.http;

/**
 * One hostname, or some paths of it, and what answers there, under the settings of the app that
 * answers.
 */
public record Route(Hostname host, PathPrefix path, Target target, RouteSettings settings) {
  /** A whole hostname, without settings. */
  public Route(Hostname host, Target target) {
    this(host, PathPrefix.ROOT, target, RouteSettings.DEFAULT);
  }
}
