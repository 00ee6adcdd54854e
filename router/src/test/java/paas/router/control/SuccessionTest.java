package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import paas.router.control.table.TableFile;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;
import paas.router.http.Patience;
import paas.router.http.RouteLoad;
import paas.router.http.balance.LiveEndpoint;

/** A router that takes over from another, and what is in flight in both. */
class SuccessionTest extends LinkScene {
  private static RouteLoad load(String appId, String host, int inFlight) {
    return new RouteLoad(appId, new Hostname(host), PathPrefix.ROOT, inFlight, 0);
  }

  @Test
  void whatIsInFlightIsToldWhenItIsAsked() throws Exception {
    gauge = appId -> List.of(load(appId, "a.test", 1), load(appId, "b.test", 2));
    try (Half router = new Half();
        RouterLink link = link(NOWHERE)) {
      await("the link is there", link::isConnected);
      assertEquals(
          Optional.of(List.of(load("id", "b.test", 2), load("id", "a.test", 1))),
          link.load("id", SOON));
    }
  }

  @Test
  void whatIsInFlightInTheRouterBeforeCountsToo() throws Exception {
    gauge = appId -> List.of(load(appId, "a.test", 1));
    try (Half former = new Half();
        RouterLink link = link(NOWHERE)) {
      await("the link is there", link::isConnected);
      gauge = appId -> List.of(load(appId, "a.test", 20));
      try (Half router = new Half(true)) {
        Optional<List<RouteLoad>> both = Optional.of(List.of(load("id", "a.test", 21)));
        await("both are heard", () -> link.load("id", SOON).equals(both));
      }
    }
  }

  @Test
  void nobodyWaitsLongForARouterThatDoesNotCount() throws Exception {
    gauge =
        appId -> {
          throw new TimeoutException("the loops hang");
        };
    try (RouterLink link = link(NOWHERE)) {
      assertEquals(Optional.empty(), link.load("id", SOON), "no router is there");
      try (Half router = new Half()) {
        await("the link is there", link::isConnected);
        assertEquals(Optional.empty(), link.load("id", Duration.ofMillis(50)));
        CompletableFuture<Optional<List<RouteLoad>>> asked =
            CompletableFuture.supplyAsync(() -> link.load("id", Duration.ofMinutes(1)));
        assertThrows(TimeoutException.class, () -> asked.get(20, TimeUnit.MILLISECONDS));
        router.close();
        assertEquals(Optional.empty(), asked.get(30, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void routerThatTakesOverIsToldWhatTheOneBeforeHasStillToTell() throws Exception {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    try (Half former = new Half();
        RouterLink link = link((epoch, more) -> more.forEach(line -> told.add(line.text())))) {
      link.publish(serving(endpoint(1)), SOON);
      former.spool.record("id", Instant.EPOCH, "before");
      await("the first line is told", () -> told.equals(List.of("before")));
      try (Half next = new Half(true)) {
        assertEquals(2, link.publish(serving(endpoint(2)), SOON));
        await("the next one has it", () -> next.tables.current().generation() == 2);
        former.spool.record("id", Instant.EPOCH, "after");
        await("the other is told once", () -> told.equals(List.of("before", "after")));
        await("the former hears of it", () -> former.tables.current().generation() == 2);
      }
    }
  }

  @Test
  void requestsInFlightInTheRouterBeforeAreAwaited() throws Exception {
    try (Half former = new Half();
        RouterLink link = link(NOWHERE)) {
      link.publish(serving(endpoint(1)), SOON);
      LiveEndpoint claimed = claim(former.tables);
      try (Half next = new Half(true)) {
        link.publish(serving(endpoint(2)), SOON);
        assertEquals(0, next.tables.inFlight(Set.of(endpoint(1))));
        assertFalse(link.awaitDrained(Set.of(endpoint(1)), Patience.of(Duration.ofMillis(200))));
        claimed.release();
        assertTrue(link.awaitDrained(Set.of(endpoint(1)), Patience.of(SOON)));
      }
    }
  }

  @Test
  void whatAKilledRouterLeftOfItsOwnIsRemovedAtTheNextStart() throws Exception {
    Path former = directory.resolve("former.sock");
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(former));
    }
    assertTrue(Files.exists(former));
    try (Half router = new Half()) {
      assertTrue(Files.notExists(former));
    }
  }

  @Test
  void aFormerRouterThatStillEndsItsRequestsKeepsItsSocket() throws Exception {
    Path former = directory.resolve("former.sock");
    try (ServerSocketChannel draining = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      draining.bind(UnixDomainSocketAddress.of(former));
      try (Half router = new Half()) {
        assertTrue(Files.exists(former));
      }
    }
  }

  @Test
  void routerWhoseSuccessorDiesIsReachedAgain() throws Exception {
    try (Half former = new Half();
        RouterLink link = link(NOWHERE)) {
      link.publish(serving(endpoint(1)), SOON);
      try (Half next = new Half(true)) {
        link.publish(serving(endpoint(2)), SOON);
        await("the next one has it", () -> next.tables.current().generation() == 2);
      }
      link.publish(serving(endpoint(3)), SOON);
      await("the former serves it", () -> former.tables.current().generation() == 3);
      assertEquals(3, new TableFile(directory.resolve("table")).load().orElseThrow().generation());
    }
    assertTrue(Files.notExists(socket()));
    assertTrue(Files.notExists(directory.resolve("former.sock")));
  }

  /** It may be of another build; the socket's place is its own already. */
  @Test
  void successorOfAnotherVersionStillGetsPaasd() throws Exception {
    try (Half former = new Half();
        FrameChannel paasd = FrameChannel.connect(socket())) {
      paasd.write(new Frame.Hello(FrameCodec.VERSION, 0, ""));
      assertInstanceOf(Frame.Hello.class, paasd.read());
      assertInstanceOf(Frame.TlsInForce.class, paasd.read());
      Files.createLink(directory.resolve("former.sock"), socket());
      Files.delete(socket());
      try (FrameChannel next = FrameChannel.connect(directory.resolve("former.sock"))) {
        next.write(new Frame.Hello(FrameCodec.VERSION + 1, 0, "its epoch"));
        assertThrows(IOException.class, paasd::read, "sent to the next");
      }
      await("the former takes its place again", () -> Files.exists(socket()));
    }
  }

  @Test
  void whatCannotBeRemovedAtTheEndKeepsNobodyFromHearingOfIt() throws Exception {
    try (Half former = new Half();
        RouterLink link = link(NOWHERE)) {
      Half next = new Half(true);
      Path loop = directory.resolve("router.sock.new");
      Files.createSymbolicLink(loop, loop);
      assertThrows(IOException.class, next::close);
      Files.delete(loop);
      link.publish(serving(endpoint(1)), SOON);
      assertEquals(1, former.tables.current().generation());
    }
  }
}
