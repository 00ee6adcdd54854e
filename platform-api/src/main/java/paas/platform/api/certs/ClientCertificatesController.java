package paas.platform.api.certs;

import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import java.time.InstantSource;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.cert.ClientAuthorities;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.secure.Showcase;
import paas.platform.store.CertificateStore;
import paas.platform.store.ClientAuthorityStore;

/** Whether an app's clients show a certificate of their own, and of whose. */
@Resource("/apps/{app}/client-certificates")
final class ClientCertificatesController {
  private final ClientAuthorityStore store;
  private final CertificateStore certificates;
  private final Showcase showcase;
  private final Journal journal;
  private final InstantSource clock;

  ClientCertificatesController(
      ClientAuthorityStore store,
      CertificateStore certificates,
      Showcase showcase,
      Journal journal,
      InstantSource clock) {
    this.store = store;
    this.certificates = certificates;
    this.showcase = showcase;
    this.journal = journal;
    this.clock = clock;
  }

  @Get
  @Allows(Permission.APP_READ)
  Shape info(AppCall call) {
    return Shapes.of(store.of(call.app().id()));
  }

  /**
   * {@code authorities} as PEM, {@code mode} required or optional; what is absent stays. In force
   * when this returns.
   */
  @Patch
  @Allows(Permission.APP_WRITE)
  Shape change(AppCall call, Body body) {
    Input input = body.json();
    requireHttps(call);
    ClientAuthorities changed =
        store.change(call.app().id(), before -> changed(before, input), clock.instant());
    tell(call, "Ask clients for a certificate (" + Shapes.mode(changed) + ")");
    return Shapes.of(Optional.of(changed));
  }

  private void requireHttps(AppCall call) {
    boolean automatic = certificates.settings(call.app().id()).automatic();
    if (!automatic && certificates.of(call.app().id()).isEmpty()) {
      throw Rejected.conflict(
          "App '%s' serves no HTTPS, so no client could show a certificate: `paas certs:add` or `paas certs:auto:enable` first."
              .formatted(call.app().name()));
    }
  }

  private ClientAuthorities changed(Optional<ClientAuthorities> before, Input input) {
    boolean required =
        input
            .text("mode")
            .map(ClientCertificatesController::isRequired)
            .orElse(before.map(ClientAuthorities::required).orElse(true));
    Optional<String> pem = input.text("authorities");
    if (pem.isPresent()) {
      return ClientAuthorities.parse(required, pem.get(), clock.instant());
    }
    return before
        .orElseThrow(() ->
            Rejected.invalid(
                "This app asks its clients for no certificate yet: give the certificates of the authorities that issue them (paas certs:clients:set ca.pem)."))
        .withRequired(required);
  }

  private static boolean isRequired(String mode) {
    return switch (mode) {
      case "required" -> true;
      case "optional" -> false;
      default -> throw Rejected.invalid("'mode' is required or optional, not '" + mode + "'.");
    };
  }

  /** Idempotent. */
  @Delete
  @Allows(Permission.APP_WRITE)
  Shape remove(AppCall call) {
    if (store.remove(call.app().id())) {
      tell(call, "Ask clients for no certificate any more");
    }
    return info(call);
  }

  private void tell(AppCall call, String what) {
    journal.event(call.app().id(), what + " by user " + call.user().email());
    showcase.refresh();
  }
}
