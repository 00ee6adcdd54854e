package paas.platform.api.processes;

import io.micronaut.http.annotation.Get;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.deploy.DeploySettings;
import paas.platform.formation.Size;

/** The sizes that have names; any other can be said in parts. */
@Resource("/dyno-sizes")
final class SizesController {
  private final DeploySettings standard;

  SizesController(DeploySettings standard) {
    this.standard = standard;
  }

  @Get
  @Allows(Permission.USER)
  List<Shape> list() {
    Stream<Size> named = Size.NAMED.keySet().stream().sorted().map(Size::parse);
    return Stream.concat(Stream.of(Size.DEFAULT), named).map(this::shape).toList();
  }

  @Get("/{size}")
  @Allows(Permission.USER)
  Shape info(String size) {
    return shape(Size.parse(size));
  }

  private Shape shape(Size size) {
    UUID id = UUID.nameUUIDFromBytes(size.text().getBytes(StandardCharsets.UTF_8));
    return Shape.reference(id, size.text())
        .with("memory_mb", size.memory().orElse(standard.memoryBytes() >> 20))
        .with("cpus", Double.toString(size.cpus().orElse(standard.cpus())))
        .with("pids", size.pids().orElse(standard.pids()))
        .with("dedicated", false)
        .with("private_space_only", false)
        .none("cost");
  }
}
