package paas.platform.api.fixed;

import io.micronaut.http.annotation.Get;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;

/** What this platform is made of: one stack, one region, no teams. */
@Resource
final class PlatformController {
  private static final String STACK = "debian-13";
  private static final String REGION = "local";

  /** Constants have no birthday; clients want one. */
  private static final Instant SINCE = Instant.parse("2026-11-20T00:00:00Z");

  /** Whether the process answers; for supervisors and people. */
  @Get("/health")
  @Allows(Permission.PUBLIC)
  Shape health() {
    return Shape.empty().with("status", "ok");
  }

  @Get("/stacks")
  @Allows(Permission.USER)
  List<Shape> stacks() {
    return List.of(stack());
  }

  @Get("/stacks/{stack}")
  @Allows(Permission.USER)
  Shape stack(String stack) {
    return named(stack, STACK, stack());
  }

  @Get("/regions")
  @Allows(Permission.USER)
  List<Shape> regions() {
    return List.of(region());
  }

  @Get("/regions/{region}")
  @Allows(Permission.USER)
  Shape region(String region) {
    return named(region, REGION, region());
  }

  @Get("/teams")
  @Allows(Permission.USER)
  List<Shape> teams() {
    return List.of();
  }

  @Get("/spaces")
  @Allows(Permission.USER)
  List<Shape> spaces() {
    return List.of();
  }

  @Get("/addons")
  @Allows(Permission.USER)
  List<Shape> addons() {
    return List.of();
  }

  @Get("/addon-attachments")
  @Allows(Permission.USER)
  List<Shape> attachments() {
    return List.of();
  }

  @Get("/pipelines")
  @Allows(Permission.USER)
  List<Shape> pipelines() {
    return List.of();
  }

  private static Shape named(String asked, String name, Shape shape) {
    if (!asked.equals(name) && !asked.equals(id(name).toString())) {
      throw Rejected.notFound("", "There is only '" + name + "' here.");
    }
    return shape;
  }

  private static Shape stack() {
    return Shape.reference(id(STACK), STACK)
        .with("default", true)
        .with("state", "public")
        .with("created_at", SINCE)
        .with("updated_at", SINCE);
  }

  private static Shape region() {
    return Shape.reference(id(REGION), REGION)
        .with("description", "This machine")
        .with("country", "")
        .with("locale", "")
        .with("private_capable", false)
        .with("provider", Shape.empty().with("name", "paas").with("region", REGION))
        .with("created_at", SINCE)
        .with("updated_at", SINCE);
  }

  private static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
