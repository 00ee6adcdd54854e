package paas.router.http;

import org.jspecify.annotations.Nullable;

/**
 * What the table in force holds already. What a new one has in common with it is taken from there,
 * so that a large table that differs little leaves next to nothing to collect.
 */
public interface Known {
  /** Nothing. */
  Known NOTHING =
      new Known() {
        @Override
        public @Nullable Route route(String host, String path) {
          return null;
        }

        @Override
        public Target same(Target target) {
          return target;
        }

        @Override
        public RouteSettings same(RouteSettings settings) {
          return settings;
        }
      };

  /** The route of exactly this hostname, as it is written, and this path. */
  @Nullable Route route(String host, String path);

  /** An equal one, or the one that is given. */
  Target same(Target target);

  /** An equal one, or the one that is given. */
  RouteSettings same(RouteSettings settings);
}
