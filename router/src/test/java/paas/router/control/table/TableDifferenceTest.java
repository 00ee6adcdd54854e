package paas.router.control.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import paas.router.http.Hostname;
import paas.router.http.Known;
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteSettings;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

class TableDifferenceTest {
  private static final long SEED = 20_261_128;

  private static Route route(int host, String path, int deploy) {
    Target target = new Target.Blank(new RoutedApp("id-" + deploy, "app-" + deploy));
    Hostname name = new Hostname("host" + host + ".test");
    return new Route(name, new PathPrefix(path), target, RouteSettings.DEFAULT);
  }

  private static byte[] written(RouteTable table, RouteTable former) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TableCodec.writeDifference(new DataOutputStream(bytes), table, former);
    return bytes.toByteArray();
  }

  private static RouteTable read(byte[] bytes, RouteTable former) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    return TableCodec.read(in, Known.NOTHING, former);
  }

  /** Some were deployed, some are new, some are gone, some stand elsewhere. */
  private static List<Route> changed(List<Route> before, Random random) {
    List<Route> routes = new ArrayList<>();
    for (Route route : before) {
      switch (random.nextInt(8)) {
        case 0 ->
            routes.add(
                new Route(
                    route.host(),
                    route.path(),
                    route(0, "", random.nextInt()).target(),
                    route.settings()));
        case 1 -> {}
        case 2 -> {
          routes.add(route);
          routes.add(route(random.nextInt(1 << 30), "", 0));
        }
        default -> routes.add(route);
      }
    }
    if (routes.size() > 1 && random.nextInt(3) == 0) {
      Collections.swap(routes, random.nextInt(routes.size()), random.nextInt(routes.size()));
    }
    return routes;
  }

  @Test
  void whoHasTheFormerTableReadsTheNext() throws Exception {
    Random random = new Random(SEED);
    RouteTable here = RouteTable.EMPTY;
    RouteTable there = RouteTable.EMPTY;
    for (int i = 1; i < 2_000; i++) {
      List<Route> routes =
          i % 50 == 1
              ? List.of(route(i, "", 1), route(i, "/api", 1), route(-i, "", 2))
              : changed(here.routes(), random);
      RouteTable next = here.next(i, routes);
      there = read(written(next, here), there);
      assertEquals(next, there, "seed " + SEED + ", table " + i);
      assertEquals(
          next.routes().stream()
              .map(it -> next.place(it.host().value(), it.path().value()))
              .toList(),
          places(there));
      here = next;
    }
  }

  private static List<Integer> places(RouteTable table) {
    return table.routes().stream()
        .map(it -> table.place(it.host().value(), it.path().value()))
        .toList();
  }

  @Test
  void deployOfOneAppOfManyIsFewBytes() throws Exception {
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      routes.add(route(i, "", 0));
    }
    RouteTable former = new RouteTable(1, routes);
    routes.set(5_000, route(5_000, "", 1));
    byte[] bytes = written(former.next(2, routes), former);
    assertTrue(bytes.length < 200, bytes.length + " bytes");
    RouteTable read = read(bytes, former);
    assertEquals(routes, read.routes());
    assertSame(former.routes().get(9_999), read.routes().get(9_999));
    assertSame(former.routes().get(5_000).host(), read.routes().get(5_000).host());
  }

  @Test
  void differenceFromAnotherTableIsRefused() throws Exception {
    RouteTable former = new RouteTable(1, List.of(route(1, "", 0)));
    byte[] bytes = written(former.next(3, List.of()), former);
    IOException e =
        assertThrows(IOException.class, () -> read(bytes, new RouteTable(2, former.routes())));
    assertTrue(e.toString().contains("from table 1 where 2 is known"), e.toString());
  }

  @Test
  void everyCutAndMoreIsRefused() throws Exception {
    RouteTable former = new RouteTable(1, List.of(route(1, "", 0), route(2, "", 0)));
    List<Route> routes = List.of(former.routes().get(0), route(3, "/a", 1), former.routes().get(1));
    byte[] bytes = written(former.next(2, routes), former);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(IOException.class, () -> read(cut, former), "length " + length);
    }
    byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
    assertThrows(IOException.class, () -> read(more, former));
  }

  /** Its length is believed before its bytes have come. */
  @Test
  void moreRoutesThanItsBytesCanHoldAreRefusedBeforeThereIsAPlaceForThem() throws Exception {
    RouteTable former = new RouteTable(1, List.of(route(1, "", 0)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(3);
    out.writeLong(2);
    out.writeLong(former.generation());
    out.writeInt(0);
    out.writeInt(0);
    out.writeInt(10_000);
    out.write(new byte[10_000]);
    IOException e = assertThrows(IOException.class, () -> read(bytes.toByteArray(), former));
    assertTrue(e.toString().contains("Count 10000 "), e.toString());
  }

  @Test
  void noChangedByteDoesMoreHarmThanARefusal() throws Exception {
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      RouteTable former = new RouteTable(1, List.of(route(1, "", 0), route(2, "", 0)));
      byte[] bytes = written(former.next(2, changed(former.routes(), random)), former);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        RouteTable read = read(bytes, former);
        assertTrue(read.routes().size() <= former.routes().size() + bytes.length);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 1_000, refused + " refused");
  }
}
