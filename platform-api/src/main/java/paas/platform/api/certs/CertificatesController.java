package paas.platform.api.certs;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.StoredCertificate;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.secure.Hostnames;
import paas.platform.secure.Showcase;
import paas.platform.store.CertificateStore;

/** An app's certificates: added, shown, replaced, removed. */
@Resource("/apps/{app}/sni-endpoints")
final class CertificatesController {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

  private final CertificateStore store;
  private final Hostnames hostnames;
  private final Showcase showcase;
  private final Journal journal;
  private final InstantSource clock;

  CertificatesController(
      CertificateStore store,
      Hostnames hostnames,
      Showcase showcase,
      Journal journal,
      InstantSource clock) {
    this.store = store;
    this.hostnames = hostnames;
    this.showcase = showcase;
    this.journal = journal;
    this.clock = clock;
  }

  @Get
  @Allows(Permission.APP_READ)
  List<Shape> list(AppCall call) {
    return store.of(call.app().id()).stream().map(certificate -> shape(call, certificate)).toList();
  }

  @Get("/{certificate}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String certificate) {
    return shape(call, store.named(call.app().id(), certificate));
  }

  /** In force when this returns. */
  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape add(AppCall call, Body body) {
    Input input = body.json();
    KeyedChain keyed = read(call, input);
    String name = input.text("name").filter(text -> !text.isEmpty()).orElseGet(() -> name(keyed));
    if (!NAME.matcher(name).matches()) {
      throw Rejected.invalid(
          "A certificate's name is 1 to 40 lower-case letters, digits and dashes.");
    }
    StoredCertificate added = store.add(call.app().id(), name, false, keyed, clock.instant());
    return told(call, "Add", added);
  }

  /** The same name with another certificate; no connection is cut. */
  @Patch("/{certificate}")
  @Allows(Permission.APP_WRITE)
  Shape update(AppCall call, String certificate, Body body) {
    KeyedChain keyed = read(call, body.json());
    return told(
        call, "Update", store.replace(call.app().id(), certificate, keyed, clock.instant()));
  }

  @Delete("/{certificate}")
  @Allows(Permission.APP_WRITE)
  Shape remove(AppCall call, String certificate) {
    Optional<StoredCertificate> gone = store.remove(call.app().id(), certificate);
    tell(call, "Remove", gone.map(StoredCertificate::name).orElse(certificate));
    return gone.map(one -> shape(call, one)).orElseGet(Shape::empty);
  }

  private KeyedChain read(AppCall call, Input input) {
    KeyedChain keyed = KeyedChain.parse(input.need("certificate_chain"), input.need("private_key"));
    keyed.requireInForce(clock.instant());
    keyed.facts().requireFor(hostnames.of(call.app()));
    return keyed;
  }

  /** Made of the certificate's serial number, so that the same one is not added twice. */
  private static String name(KeyedChain keyed) {
    String hex = HexFormat.of().formatHex(keyed.own().getSerialNumber().toByteArray());
    return "crt-" + (hex.length() <= 12 ? hex : hex.substring(hex.length() - 12));
  }

  private Shape told(AppCall call, String what, StoredCertificate certificate) {
    tell(call, what, certificate.name());
    return shape(call, certificate);
  }

  private void tell(AppCall call, String what, String name) {
    journal.event(
        call.app().id(), what + " certificate " + name + " by user " + call.user().email());
    showcase.refresh();
  }

  private Shape shape(AppCall call, StoredCertificate certificate) {
    List<String> names =
        hostnames.of(call.app()).stream()
            .filter(name -> certificate.keyed().facts().covers(name))
            .toList();
    return Shapes.of(call.app(), certificate, names);
  }
}
