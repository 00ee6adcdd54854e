package paas.platform.api.certs;

import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.cert.Issue;
import paas.platform.deploy.Journal;
import paas.platform.secure.acme.AcmeSettings;
import paas.platform.secure.acme.AutoCertificates;
import paas.platform.store.CertificateStore;
import paas.platform.store.IssueStore;

/** Certificates that the platform has issued itself: on, off, how far, and why not further. */
@Resource("/apps/{app}/acm")
final class AutomaticController {
  private final AutoCertificates automatic;
  private final CertificateStore certificates;
  private final IssueStore issues;
  private final AcmeSettings settings;
  private final Journal journal;

  AutomaticController(
      AutoCertificates automatic,
      CertificateStore certificates,
      IssueStore issues,
      AcmeSettings settings,
      Journal journal) {
    this.automatic = automatic;
    this.certificates = certificates;
    this.issues = issues;
    this.settings = settings;
    this.journal = journal;
  }

  @Get
  @Allows(Permission.APP_READ)
  Shape info(AppCall call) {
    List<Shape> domains =
        issues.of(call.app().id()).stream().map(AutomaticController::shape).toList();
    return Shape.empty()
        .with("acm", certificates.settings(call.app().id()).automatic())
        .with("directory", settings.directory().toString())
        .with("domains", domains);
  }

  /** By this the platform's operator agrees to the terms of the directory. */
  @Post
  @Allows(Permission.APP_WRITE)
  Shape enable(AppCall call) {
    automatic.enable(call.app());
    tell(call, "Enable automatic certificates");
    return info(call);
  }

  /** Tries at once what fails. */
  @Patch
  @Allows(Permission.APP_WRITE)
  Shape refresh(AppCall call) {
    automatic.refresh(call.app());
    return info(call);
  }

  @Delete
  @Allows(Permission.APP_WRITE)
  Shape disable(AppCall call) {
    automatic.disable(call.app());
    tell(call, "Disable automatic certificates");
    return info(call);
  }

  private void tell(AppCall call, String what) {
    journal.event(call.app().id(), what + " by user " + call.user().email());
  }

  private static Shape shape(Issue issue) {
    return Shape.empty()
        .with("hostname", issue.hostname())
        .with("acm_status", issue.state().shown())
        .with("acm_status_reason", Optional.of(issue.reason()).filter(why -> !why.isEmpty()))
        .with("attempts", issue.attempts())
        .with("next_at", issue.nextAt())
        .with("updated_at", issue.updatedAt());
  }
}
