package paas.router.http;

/**
 * What the table in force holds already. What a new one has in common with it is taken from there,
 * so that a large table that differs little leaves next to nothing to collect.
 */
public interface Known {
  /** Nothing. */
  Known NOTHING =
      new Known() {
        @Override
        public RouteTable table() {
          return RouteTable.EMPTY;
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

  /** The table itself. */
  RouteTable table();

  /** An equal one, or the one that is given. */
  Target same(Target target);

  /** An equal one, or the one that is given. */
  RouteSettings same(RouteSettings settings);
}
