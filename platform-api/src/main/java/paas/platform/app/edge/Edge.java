package paas.platform.app.edge;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import paas.platform.app.DomainName;
import paas.router.http.AddressBlock;
import paas.router.http.Pages;
import paas.router.http.Protocol;
import paas.router.http.RouteLimits;
import paas.router.http.RouteSettings;
import paas.router.http.Visitors;

/** All that an owner set of the router for one app: values as they are stored, and pages. */
public record Edge(Map<EdgeSetting, String> values, Pages pages) {
  public static final Edge NONE = new Edge(Map.of(), Pages.NONE);

  /** Refuses what no setting can be. */
  public Edge {
    EnumMap<EdgeSetting, String> copy = new EnumMap<>(EdgeSetting.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** The text to store for what was typed, or a refusal. */
  public static String accept(EdgeSetting setting, String typed) {
    String text = setting == EdgeSetting.BASIC_AUTH ? Passwords.hashed(typed) : typed.strip();
    new Edge(Map.of(setting, text), Pages.NONE).check();
    return text;
  }

  /** Reads every value, so that a bad one is refused now. */
  private void check() {
    limits(RouteLimits.DEFAULT.firstByte());
    settings();
    canonical();
  }

  private <T> Optional<T> read(EdgeSetting setting, BiFunction<EdgeSetting, String, T> reading) {
    return Optional.ofNullable(values.get(setting)).map(text -> reading.apply(setting, text));
  }

  /** {@code firstByte} holds where nothing is set. */
  public RouteLimits limits(Duration firstByte) {
    return new RouteLimits(
        read(EdgeSetting.FIRST_BYTE, Readings::duration).orElse(firstByte),
        read(EdgeSetting.IDLE, Readings::duration).orElse(RouteLimits.DEFAULT.idle()));
  }

  public RouteSettings settings() {
    if (equals(NONE)) {
      return RouteSettings.DEFAULT;
    }
    List<AddressBlock> allow = read(EdgeSetting.ALLOW, Readings::blocks).orElse(List.of());
    Visitors visitors =
        new Visitors(
            allow,
            Optional.ofNullable(values.get(EdgeSetting.BASIC_AUTH)).map(Passwords::stored),
            read(EdgeSetting.RATE_LIMIT, Readings::rate));
    return new RouteSettings(
        visitors,
        read(EdgeSetting.BODY_LIMIT, Readings::bytes).orElse(RouteSettings.UNLIMITED),
        read(EdgeSetting.STICKY, Readings::flag).orElse(false),
        pages,
        protocol(Readings.WEB));
  }

  /** What the instances of that process type speak. */
  public Protocol protocol(String type) {
    return read(EdgeSetting.PROTOCOL, Readings::protocols)
        .map(protocols -> protocols.getOrDefault(type, Protocol.HTTP_1))
        .orElse(Protocol.HTTP_1);
  }

  /** The process types that a text of {@link EdgeSetting#PROTOCOL} names, web as the bare one. */
  public static Set<String> typesOf(String protocols) {
    return Readings.protocols(EdgeSetting.PROTOCOL, protocols).keySet();
  }

  public Optional<DomainName> canonical() {
    return Optional.ofNullable(values.get(EdgeSetting.CANONICAL)).map(DomainName::exact);
  }

  /** For people: without the password. */
  public Optional<String> shown(EdgeSetting setting) {
    return Optional.ofNullable(values.get(setting))
        .map(text ->
            setting == EdgeSetting.BASIC_AUTH ? Passwords.stored(text).user() + ":********" : text);
  }
}
