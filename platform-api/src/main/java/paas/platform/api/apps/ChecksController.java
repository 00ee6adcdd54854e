package paas.platform.api.apps;

import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Locale;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.check.FactorReport;
import paas.platform.check.Finding;
import paas.platform.inspect.Inspector;

/** The twelve-factor check of an app, made when it is asked for; our own, as all of its shape. */
@Resource("/apps/{app}/checks")
final class ChecksController {
  private final Inspector inspector;

  ChecksController(Inspector inspector) {
    this.inspector = inspector;
  }

  /** Twelve factors; none when the app was never live. */
  @Get
  @Allows(Permission.APP_READ)
  List<Shape> list(AppCall call) {
    return inspector.check(call.app()).stream().map(ChecksController::shape).toList();
  }

  private static Shape shape(FactorReport report) {
    return Shape.empty()
        .with("number", report.number())
        .with("name", report.name())
        .with("verdict", report.verdict().name().toLowerCase(Locale.ROOT))
        .with("seen", report.seen())
        .with("findings", report.findings().stream().map(ChecksController::shape).toList());
  }

  private static Shape shape(Finding finding) {
    return Shape.empty().with("seen", finding.seen()).with("fix", finding.fix());
  }
}
