package paas.platform.api.account;

import io.micronaut.http.annotation.Get;
import java.util.List;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.access.User;
import paas.platform.api.wire.Exchange;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;

/** The caller's own account. */
@Resource("/account")
final class AccountController {
  @Get
  @Allows(Permission.SELF)
  Shape account(User user) {
    return AccountShape.of(user);
  }

  /** There is no limit on good requests; clients ask all the same. */
  @Get("/rate-limits")
  @Allows(Permission.SELF)
  Shape rateLimits() {
    return Shape.empty().with("remaining", Exchange.REQUESTS_LEFT);
  }

  @Get("/features")
  @Allows(Permission.SELF)
  List<Shape> features() {
    return List.of();
  }

  @Get("/features/{feature}")
  @Allows(Permission.SELF)
  Shape feature(String feature) {
    throw Rejected.notFound("account_feature", "There is no feature of that name.");
  }

  /** Git is reached over HTTP with an API token; SSH keys have no use here yet. */
  @Get("/keys")
  @Allows(Permission.SELF)
  List<Shape> keys() {
    return List.of();
  }
}
