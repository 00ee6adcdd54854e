package paas.builder;

import java.util.Map;
import java.util.TreeMap;

/** Trees for the tests of other packages. */
public final class TestTrees {
  private TestTrees() {}

  public static SourceTree of(Map<String, String> files) {
    return tree(files);
  }

  /** The same, and one more entry of any kind. */
  public static SourceTree with(Map<String, String> files, String name, byte type, String target) {
    return tree(files).entry(name, type, target, new byte[0]);
  }

  private static Tree tree(Map<String, String> files) {
    Tree tree = Tree.empty();
    new TreeMap<>(files).forEach(tree::file);
    return tree;
  }
}
