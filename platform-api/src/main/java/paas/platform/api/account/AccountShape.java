package paas.platform.api.account;

import paas.platform.access.User;
import paas.platform.api.wire.Shape;

/** How a user is shown. */
final class AccountShape {
  private AccountShape() {}

  static Shape of(User user) {
    return Shape.empty()
        .with("id", user.id())
        .with("email", user.email().value())
        .with("admin", user.admin())
        .with("allow_tracking", false)
        .with("beta", false)
        .with("federated", false)
        .with("two_factor_authentication", false)
        .with("verified", true)
        .with("created_at", user.createdAt())
        .with("updated_at", user.createdAt())
        .none("name", "last_login", "sms_number", "country_of_residence", "identity_provider")
        .none("suspended_at", "delinquent_at", "default_organization", "default_team");
  }
}
