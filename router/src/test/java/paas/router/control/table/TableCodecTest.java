package paas.router.control.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import paas.router.http.AddressBlock;
import paas.router.http.BasicAuth;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Pages;
import paas.router.http.PathPrefix;
import paas.router.http.Protocol;
import paas.router.http.RateLimit;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteSettings;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Share;
import paas.router.http.Target;
import paas.router.http.Visitors;
import paas.router.http.balance.LiveRoute;
import paas.router.http.balance.Tables;

class TableCodecTest {
  private static final long SEED = 20_261_120;

  static RouteTable random(Random random) {
    List<Route> routes = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      PathPrefix path = new PathPrefix(random.nextBoolean() ? "" : "/a" + i);
      String wildcard = random.nextInt(4) == 0 ? "*." : "";
      Hostname host = new Hostname(wildcard + "host" + i + ".test");
      routes.add(new Route(host, path, target(random), settings(random)));
    }
    return new RouteTable(random.nextLong(Long.MAX_VALUE), routes);
  }

  private static RouteSettings settings(Random random) {
    if (random.nextBoolean()) {
      return RouteSettings.DEFAULT;
    }
    List<AddressBlock> allow =
        random.nextBoolean()
            ? List.of(AddressBlock.parse("10.0.0.0/8"), AddressBlock.parse("2001:db8::/32"))
            : List.of();
    Visitors visitors =
        new Visitors(
            allow,
            Optional.of(BasicAuth.of("näme", "pass" + random.nextInt(), new byte[16])),
            Optional.of(new RateLimit(Duration.ofMillis(100), 1 + random.nextInt(9))));
    Pages pages = new Pages(List.of(new Pages.Page("503", Pages.Form.HTML, "<p>spä" + allow)));
    Protocol protocol = random.nextBoolean() ? Protocol.H2C : Protocol.HTTP_1;
    return new RouteSettings(visitors, random.nextInt(9), random.nextBoolean(), pages, protocol);
  }

  private static Target target(Random random) {
    RoutedApp app = new RoutedApp("id-" + random.nextInt(), "näme-" + random.nextInt(9));
    return switch (random.nextInt(9)) {
      case 0 -> new Target.Booting(app);
      case 1 -> new Target.Crashed(app);
      case 2 -> new Target.NoWeb(app);
      case 3 -> new Target.Blank(app);
      case 4 -> new Target.Maintenance(app);
      case 7 -> new Target.Moved(app, new Hostname("www.test"));
      case 6 -> new Target.Sleeping(app);
      case 5 -> new Target.Platform("::1", 1 + random.nextInt(65_535));
      default -> {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          endpoints.add(new Endpoint("web." + i, "10.0.0." + i, 5000 + i, "c" + random.nextLong()));
        }
        Duration firstByte = Duration.ofMillis(1 + random.nextInt(60_000));
        Share share =
            random.nextBoolean() && !endpoints.isEmpty()
                ? new Share(endpoints, 1 + random.nextInt(99))
                : Share.NONE;
        yield new Target.Serving(
            app, endpoints, share, new RouteLimits(firstByte, Duration.ofSeconds(55)));
      }
    };
  }

  @Test
  void whatIsEncodedIsDecodedTheSame() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      RouteTable table = random(random);
      assertEquals(table, TableCodec.decode(TableCodec.encode(table)), "seed " + SEED);
    }
  }

  @Test
  void routesOfOneAppShareTheirSettings() throws Exception {
    Pages pages = new Pages(List.of(new Pages.Page("503", Pages.Form.HTML, "x".repeat(60_000))));
    RouteSettings settings = new RouteSettings(Visitors.ALL, 5, true, pages);
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Target target = new Target.Blank(new RoutedApp("id", "a"));
      routes.add(new Route(new Hostname("h" + i + ".test"), PathPrefix.ROOT, target, settings));
    }
    byte[] bytes = TableCodec.encode(new RouteTable(1, routes));
    assertTrue(bytes.length < 200_000, bytes.length + " bytes");
    assertEquals(new RouteTable(1, routes), TableCodec.decode(bytes));
  }

  @Test
  void aTableOfTheFirstFormatIsRead() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(1);
      out.writeLong(9);
      out.writeInt(1);
      out.writeUTF("a.test");
      out.writeByte(5);
      out.writeUTF("id");
      out.writeUTF("a");
    }
    Route route = new Route(new Hostname("a.test"), new Target.Blank(new RoutedApp("id", "a")));
    assertEquals(new RouteTable(9, List.of(route)), TableCodec.decode(bytes.toByteArray()));
  }

  @Test
  void everyCutIsRefused() {
    byte[] bytes = TableCodec.encode(random(new Random(3)));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(IOException.class, () -> TableCodec.decode(cut), "length " + length);
    }
    assertThrows(
        IOException.class, () -> TableCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)));
  }

  @Test
  void noByteThatIsChangedDoesMoreHarmThanARefusal() {
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = TableCodec.encode(random(random));
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        TableCodec.decode(bytes);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 5_000, "refused " + refused);
  }

  @Test
  void countThatLiesAllocatesNothing() {
    byte[] bytes = TableCodec.encode(new RouteTable(1, List.of()));
    Arrays.fill(bytes, 9, 13, (byte) 0x7f);
    IOException e = assertThrows(IOException.class, () -> TableCodec.decode(bytes));
    assertTrue(e.toString().contains("Count "), e.toString());
  }

  /** Of two tables with the same hostnames, paths and settings in other places. */
  @Test
  void tableIsTheSameWhateverIsInForce() throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      Tables tables = new Tables();
      tables.apply(new RouteTable(1, random(random).routes()));
      List<Route> mixed = new ArrayList<>(random(random).routes());
      for (Route kept : tables.current().table().routes()) {
        if (random.nextBoolean() && mixed.stream().noneMatch(it -> sameName(it, kept))) {
          mixed.add(random.nextInt(mixed.size() + 1), kept);
        }
      }
      RouteTable next = new RouteTable(2, mixed);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(TableCodec.encode(next)));
      RouteTable read = TableCodec.read(in, tables.current(), RouteTable.EMPTY);
      assertEquals(next, read, "seed " + SEED + ", table " + i);
      tables.apply(read);
      Tables fresh = new Tables();
      fresh.apply(next);
      for (Route route : mixed) {
        String host = route.host().value().replace("*", "any");
        String path = route.path().value() + "/x";
        assertEquals(
            routeOf(fresh, host, path),
            routeOf(tables, host, path),
            "seed " + SEED + ", table " + i);
      }
    }
  }

  private static Route routeOf(Tables tables, String host, String path) {
    LiveRoute found = tables.current().find(host, path);
    if (found == null) {
      throw new AssertionError("No route for " + host + path);
    }
    return found.route();
  }

  private static boolean sameName(Route one, Route other) {
    return one.host().equals(other.host()) && one.path().equals(other.path());
  }
}
