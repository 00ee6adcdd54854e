package paas.builder.cnb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import paas.builder.fault.BuildFault;

/**
 * What a {@code project.toml} asks for (buildpacks/spec, "Project Descriptor"), in the tables of
 * its schema versions: {@code [io.buildpacks]}, {@code [io.buildpacks.build]} and {@code [build]}.
 */
public record ProjectToml(
    Optional<String> builder,
    List<Group> group,
    List<String> include,
    List<String> exclude,
    Map<String, String> env) {

  /** A project without the file, or with one that says nothing of its build. */
  public static final ProjectToml NONE =
      new ProjectToml(Optional.empty(), List.of(), List.of(), List.of(), Map.of());

  private static final TomlMapper TOML = new TomlMapper();
  private static final String BUILDER = "builder";
  private static final String BUILDPACKS = "buildpacks";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9./_-]{0,254}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9.+_-]{0,100}");

  /** A buildpack of the builder image; an empty version is whichever the builder has. */
  public record Group(String id, String version) {}

  /** Copies what it is given. */
  public ProjectToml {
    group = List.copyOf(group);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    env = Map.copyOf(env);
  }

  /** Reads the file; a fault says what in it is not understood. */
  public static ProjectToml parse(byte[] bytes) throws BuildFault {
    JsonNode root;
    try {
      root = TOML.readTree(bytes);
    } catch (IOException | RuntimeException e) {
      throw fault("it is not TOML: " + firstLine(e));
    }
    List<JsonNode> tables =
        List.of(
            root.path("io").path(BUILDPACKS),
            root.path("io").path(BUILDPACKS).path("build"),
            root.path("build"));
    refuseUnsupported(tables.getFirst());
    List<String> include = new ArrayList<>();
    List<String> exclude = new ArrayList<>();
    List<Group> group = new ArrayList<>();
    Optional<String> builder = Optional.empty();
    for (JsonNode table : tables) {
      include.addAll(strings(table.path("include"), "include"));
      exclude.addAll(strings(table.path("exclude"), "exclude"));
      for (String name : List.of("group", BUILDPACKS)) {
        group.addAll(group(table.path(name)));
      }
      builder = builder.isPresent() ? builder : text(table, BUILDER);
    }
    if (!include.isEmpty() && !exclude.isEmpty()) {
      throw fault("it has both include and exclude");
    }
    return new ProjectToml(builder, group, include, exclude, env(root, tables));
  }

  private static Map<String, String> env(JsonNode root, List<JsonNode> tables) throws BuildFault {
    Map<String, String> env = new LinkedHashMap<>();
    List<JsonNode> lists =
        List.of(
            tables.get(1).path("env"),
            tables.getFirst().path("env").path("build"),
            root.path("build").path("env"));
    for (JsonNode list : lists) {
      for (JsonNode entry : list) {
        String name = text(entry, "name").orElse("");
        if (!NAME.matcher(name).matches()) {
          throw fault("an env entry has the name '" + name + "'");
        }
        env.put(name, text(entry, "value").orElse(""));
      }
    }
    return env;
  }

  private static List<Group> group(JsonNode list) throws BuildFault {
    List<Group> group = new ArrayList<>();
    for (JsonNode entry : list) {
      if (entry.has("uri") || entry.has("script")) {
        throw fault("a buildpack is given by uri or script; name one of the builder's by its id");
      }
      var buildpack = new Group(text(entry, "id").orElse(""), text(entry, "version").orElse(""));
      if (!ID.matcher(buildpack.id()).matches()
          || !VERSION.matcher(buildpack.version()).matches()) {
        throw fault("a buildpack has the id '" + buildpack.id() + "'");
      }
      group.add(buildpack);
    }
    return group;
  }

  private static void refuseUnsupported(JsonNode table) throws BuildFault {
    for (String name : List.of("pre", "post")) {
      if (table.has(name)) {
        throw fault("[io.buildpacks." + name + "] is not supported; list the whole group");
      }
    }
  }

  private static List<String> strings(JsonNode list, String name) throws BuildFault {
    List<String> strings = new ArrayList<>();
    for (JsonNode entry : list) {
      if (!entry.isTextual()) {
        throw fault(name + " is not a list of strings");
      }
      strings.add(entry.asText());
    }
    return strings;
  }

  private static Optional<String> text(JsonNode table, String name) {
    return Optional.of(table.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage();
    return message == null ? "unreadable" : message.lines().findFirst().orElse("");
  }

  private static BuildFault fault(String what) {
    return new BuildFault(
        "project.toml",
        "project.toml cannot be used: " + what + ".",
        "Fix it, commit and push again; or set the app's builder to buildpacks or Dockerfile.");
  }
}
