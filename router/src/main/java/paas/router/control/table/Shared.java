package paas.router.control.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What many routes have in common, each once. Told apart by identity: the routes of an app share
 * theirs, and comparing pages and endpoints would take long.
 */
final class Shared<T> {
  private final Map<T, Integer> places = new IdentityHashMap<>();
  private final List<T> all = new ArrayList<>();

  void add(T value) {
    if (places.putIfAbsent(value, all.size()) == null) {
      all.add(value);
    }
  }

  /** The place of one that was added. */
  int place(T value) {
    return places.getOrDefault(value, -1);
  }

  List<T> all() {
    return Collections.unmodifiableList(all);
  }
}
