package paas.platform.plan;

import java.util.Set;

/** What the router is to do with an app's hostnames. */
public sealed interface Exposure {
  /** Requests go to these instances, by id. */
  record Serving(Set<String> instances) implements Exposure {
    public Serving {
      instances = Set.copyOf(instances);
    }
  }

  /** Nothing is up yet: requests wait. */
  record Booting() implements Exposure {}

  /** Every web instance is down and cooling off. */
  record Crashed() implements Exposure {}

  /** It runs nothing until a request wakes it. */
  record Sleeping() implements Exposure {}

  /** The release has no web process type, or it is scaled to zero. */
  record NoWeb() implements Exposure {}

  /** Nothing was ever deployed. */
  record Blank() implements Exposure {}

  /** The owner closed the shop. */
  record Maintenance() implements Exposure {}

  default boolean holds(String instance) {
    return this instanceof Serving serving && serving.instances().contains(instance);
  }
}
