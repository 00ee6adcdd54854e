package paas.builder.cnb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the lifecycle writes on an image: the process types that can be started, and the buildpacks
 * that took part (label {@code io.buildpacks.build.metadata}).
 */
public record AppMetadata(List<String> types, List<ProjectToml.Group> buildpacks) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LABEL = "io.buildpacks.build.metadata";
  private static final String PROCESS = "/cnb/process/";

  /** What a Procfile could name, so that the platform can scale it. */
  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  /** Copies the lists. */
  public AppMetadata {
    types = List.copyOf(types);
    buildpacks = List.copyOf(buildpacks);
  }

  /** Reads an image config's labels; an image without the label has neither. */
  public static AppMetadata of(JsonNode labels) throws IOException {
    JsonNode label = labels.path(LABEL);
    JsonNode metadata = label.isTextual() ? JSON.readTree(label.asText()) : JSON.missingNode();
    List<String> types = new ArrayList<>();
    for (JsonNode process : metadata.path("processes")) {
      types.add(process.path("type").asText());
    }
    List<ProjectToml.Group> buildpacks = new ArrayList<>();
    for (JsonNode buildpack : metadata.path("buildpacks")) {
      buildpacks.add(
          new ProjectToml.Group(buildpack.path("id").asText(), buildpack.path("version").asText()));
    }
    return new AppMetadata(types, buildpacks);
  }

  /** Each type with the command that starts it. */
  public Map<String, String> processes() {
    Map<String, String> processes = new LinkedHashMap<>();
    types.stream()
        .filter(type -> TYPE.matcher(type).matches())
        .forEach(type -> processes.put(type, PROCESS + type));
    return processes;
  }
}
