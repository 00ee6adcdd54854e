package paas.platform.plan;

import java.util.Set;

/** What the router is to do with an app's hostnames. */
public sealed interface Exposure {
  /** Requests go to these instances, by id, and so many percent of them to those on trial. */
  record Serving(Set<String> instances, Set<String> trial, int percent) implements Exposure {
    public Serving {
      instances = Set.copyOf(instances);
      trial = Set.copyOf(trial);
    }

    public Serving(Set<String> instances) {
      this(instances, Set.of(), 0);
    }
  }

  /** Nothing is up yet, or any more after a first crash: requests wait. */
  record Booting() implements Exposure {}

  /** Every instance is down and cooling off, after more than one crash. */
  record Crashed() implements Exposure {}

  /** It runs nothing until a request wakes it. */
  record Sleeping() implements Exposure {}

  /** The release has no such process type, or it is scaled to zero. */
  record NoWeb() implements Exposure {}

  /** Nothing was ever deployed. */
  record Blank() implements Exposure {}

  /** The owner closed the shop. */
  record Maintenance() implements Exposure {}

  default boolean holds(String instance) {
    return this instanceof Serving serving
        && (serving.instances().contains(instance) || serving.trial().contains(instance));
  }
}
