package paas.platform.api.certs;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import java.time.Duration;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.cert.HttpsSettings;
import paas.platform.deploy.Journal;
import paas.platform.secure.Showcase;
import paas.platform.store.CertificateStore;

/** What an app asks of clients once a hostname of it has a certificate. */
@Resource("/apps/{app}/https")
final class HttpsController {
  private final CertificateStore store;
  private final Showcase showcase;
  private final Journal journal;

  HttpsController(CertificateStore store, Showcase showcase, Journal journal) {
    this.store = store;
    this.showcase = showcase;
    this.journal = journal;
  }

  @Get
  @Allows(Permission.APP_READ)
  Shape info(AppCall call) {
    return Shapes.of(store.settings(call.app().id()));
  }

  /** {@code redirect} true or false, {@code hsts} in seconds; what is absent stays. */
  @Patch
  @Allows(Permission.APP_WRITE)
  Shape change(AppCall call, Body body) {
    Input input = body.json();
    HttpsSettings changed = store.change(call.app().id(), before -> changed(before, input));
    journal.event(
        call.app().id(),
        "Change HTTPS: redirect %s, HSTS %d s, by user %s"
            .formatted(
                changed.redirect() ? "on" : "off",
                changed.hsts().toSeconds(),
                call.user().email()));
    showcase.refresh();
    return Shapes.of(changed);
  }

  private static HttpsSettings changed(HttpsSettings before, Input input) {
    HttpsSettings redirected = input.flag("redirect").map(before::withRedirect).orElse(before);
    return input
        .integer("hsts")
        .map(seconds -> redirected.withHsts(Duration.ofSeconds(seconds)))
        .orElse(redirected);
  }
}
