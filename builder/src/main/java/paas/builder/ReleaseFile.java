package paas.builder;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import paas.builder.fault.BuildFault;

/**
 * What a buildpack's bin/release prints: YAML, of which {@code default_process_types} is used. It
 * may be empty or {@code ---}.
 */
final class ReleaseFile {
  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
  private static final int BYTES = 64 * 1024;
  private static final int DEPTH = 20;

  private ReleaseFile() {}

  /** Types and commands in their order; a fault where it is no YAML. */
  static Map<String, String> defaultProcesses(byte[] text) throws BuildFault {
    Map<String, String> processes = new LinkedHashMap<>();
    try {
      // The tree as it is written: a command such as `yes` is a word, not a truth value.
      Node root = yaml().compose(new StringReader(new String(text, StandardCharsets.UTF_8)));
      if (root instanceof MappingNode top) {
        for (NodeTuple entry : top.getValue()) {
          if (word(entry.getKeyNode()).equals("default_process_types")
              && entry.getValueNode() instanceof MappingNode types) {
            types.getValue().forEach(type -> add(processes, type));
          }
        }
      }
      return processes;
    } catch (YAMLException e) {
      throw new BuildFault(
          "build",
          "The buildpack's bin/release printed something that is not YAML: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          "Correct its bin/release, or use another version of the buildpack.",
          e);
    }
  }

  private static void add(Map<String, String> processes, NodeTuple type) {
    String name = word(type.getKeyNode());
    String command = word(type.getValueNode()).strip();
    if (TYPE.matcher(name).matches() && !command.isEmpty() && command.indexOf(0) < 0) {
      processes.put(name, command);
    }
  }

  private static String word(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(BYTES);
    options.setNestingDepthLimit(DEPTH);
    return new Yaml(new SafeConstructor(options));
  }
}
