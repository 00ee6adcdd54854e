package paas.platform.api.apps;

import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Put;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Addresses;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.DomainName;
import paas.platform.app.edge.Edge;
import paas.platform.app.edge.EdgeSetting;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;
import paas.platform.store.DomainStore;
import paas.platform.store.EdgeStore;
import paas.router.http.Pages;

/** What the router does with an app's requests: settings by name, and pages by code. */
@Resource("/apps/{app}/router")
final class RouterController {
  private final EdgeStore edges;
  private final DomainStore domains;
  private final Addresses addresses;
  private final ProcessTypes types;
  private final Fleet fleet;
  private final Journal journal;

  RouterController(
      EdgeStore edges,
      DomainStore domains,
      Addresses addresses,
      ProcessTypes types,
      Fleet fleet,
      Journal journal) {
    this.edges = edges;
    this.addresses = addresses;
    this.domains = domains;
    this.types = types;
    this.fleet = fleet;
    this.journal = journal;
  }

  @Get
  @Allows(Permission.APP_READ)
  Shape show(AppCall call) {
    return shape(call, edges.of(call.app().id()));
  }

  /** A member per setting, null to unset it; all of them or none. */
  @Patch
  @Allows(Permission.APP_WRITE)
  Shape change(AppCall call, Body body) {
    Map<EdgeSetting, Optional<String>> changes = new EnumMap<>(EdgeSetting.class);
    body.json()
        .entries()
        .forEach((word, value) -> {
          EdgeSetting setting = EdgeSetting.parse(word);
          changes.put(setting, value.map(typed -> Edge.accept(setting, typed)));
        });
    changes
        .getOrDefault(EdgeSetting.CANONICAL, Optional.empty())
        .ifPresent(host -> requireDomain(call, DomainName.exact(host)));
    changes
        .getOrDefault(EdgeSetting.PROTOCOL, Optional.empty())
        .ifPresent(protocols -> requireTypes(call, protocols));
    Edge after = edges.change(call.app().id(), changes);
    changes.forEach((setting, value) ->
        tell(call, (value.isPresent() ? "Set router " : "Unset router ") + setting.word()));
    fleet.reroute(List.of(call.app().id()));
    return shape(call, after);
  }

  private void requireDomain(AppCall call, DomainName host) {
    if (addresses.owns(host)) {
      throw Rejected.invalid(
          "Domain '%s' belongs to the platform itself, so it cannot be canonical: add one of your own."
              .formatted(host));
    }
    if (domains.of(call.app().id()).stream().noneMatch(domain -> domain.hostname().equals(host))) {
      throw Rejected.invalid(
          "Domain '%s' is not one of this app's; add it first: paas domains:add %s"
              .formatted(host, host));
    }
  }

  /** Before its first push nobody knows which it will have. */
  private void requireTypes(AppCall call, String protocols) {
    if (!types.areKnown(call.app())) {
      return;
    }
    Edge.typesOf(protocols).stream()
        .filter(type -> !type.equals(ProcessType.WEB.name()))
        .forEach(type -> types.named(call.app(), type));
  }

  @Get("/pages")
  @Allows(Permission.APP_READ)
  List<Shape> pages(AppCall call) {
    return edges.of(call.app().id()).pages().list().stream().map(RouterController::shape).toList();
  }

  /** {@code form} is html or json. */
  @Put("/pages/{code}")
  @Allows(Permission.APP_WRITE)
  Shape put(AppCall call, String code, Body body) {
    Input input = body.json();
    Pages.Page page = new Pages.Page(PageCodes.shown(code), form(input), text(input));
    edges.put(call.app().id(), page);
    tell(call, "Set router page " + page.code());
    fleet.reroute(List.of(call.app().id()));
    return shape(page);
  }

  @Delete("/pages/{code}")
  @Allows(Permission.APP_WRITE)
  Shape remove(AppCall call, String code) {
    String named = PageCodes.named(code);
    if (!edges.remove(call.app().id(), named)) {
      throw Rejected.notFound(
          "page", "The app has no page for " + named + ": see `paas router:pages`.");
    }
    tell(call, "Unset router page " + named);
    fleet.reroute(List.of(call.app().id()));
    return Shape.empty().with("code", named);
  }

  private static Pages.Form form(Input input) {
    return switch (input.text("form").orElse("html")) {
      case "html" -> Pages.Form.HTML;
      case "json" -> Pages.Form.JSON;
      default -> throw Rejected.invalid("A page is written in html or json.");
    };
  }

  private static String text(Input input) {
    String text = input.text("text").orElse("");
    if (text.isEmpty()) {
      throw Rejected.invalid("The page is empty: visitors would see nothing. Give its text.");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > Pages.Page.MAX_BYTES) {
      throw Rejected.invalid(
          "A page is at most %d KB: link to what is large in it."
              .formatted(Pages.Page.MAX_BYTES >> 10));
    }
    return text;
  }

  private void tell(AppCall call, String what) {
    journal.event(call.app().id(), what + " by user " + call.user().email());
  }

  private static Shape shape(AppCall call, Edge edge) {
    List<Shape> settings =
        Stream.of(EdgeSetting.values())
            .map(setting ->
                Shape.empty()
                    .with("name", setting.word())
                    .with("value", edge.shown(setting))
                    .with("default", setting.standard())
                    .with("description", setting.about()))
            .toList();
    return Shape.empty()
        .with("settings", settings)
        .with("pages", edge.pages().list().stream().map(RouterController::shape).toList())
        .with("app", AppShapes.reference(call.app()));
  }

  private static Shape shape(Pages.Page page) {
    return Shape.empty()
        .with("code", page.code())
        .with("form", page.form().name().toLowerCase(Locale.ROOT))
        .with("bytes", page.text().getBytes(StandardCharsets.UTF_8).length);
  }
}
