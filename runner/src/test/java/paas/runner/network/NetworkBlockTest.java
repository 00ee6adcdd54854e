package paas.runner.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.runner.AppKey;
import paas.runner.Scope;

class NetworkBlockTest {
  private static final NetworkBlock BLOCK = NetworkBlock.parse("10.208.0.0/22");

  @Test
  void aBlockIsGivenOutToTheLastSubnetAndNoneTwice() {
    List<Subnet> taken = new ArrayList<>();
    var random = new Random(3);
    for (int i = 0; i < 4; i++) {
      Subnet next = BLOCK.free(taken, random.nextInt()).orElseThrow();
      assertEquals(24, next.prefix());
      assertTrue(next.overlaps(BLOCK.whole()));
      assertTrue(taken.stream().noneMatch(next::overlaps));
      taken.add(next);
    }
    assertEquals(Optional.empty(), BLOCK.free(taken, 0));
  }

  @Test
  void aNetworkThatCoversTheBlockLeavesNothing() {
    assertEquals(Optional.empty(), BLOCK.free(List.of(Subnet.parse("10.0.0.0/8")), 5));
  }

  @Test
  void aHostRouteWithinASubnetTakesItWhole() {
    Subnet free = BLOCK.free(List.of(Subnet.parse("10.208.0.9/32")), 0).orElseThrow();
    assertEquals("10.208.1.0/24", free.toString());
  }

  @Test
  void theDefaultBlockHoldsAThousandApps() {
    var whole = NetworkBlock.parse("10.208.0.0/14");
    assertEquals(1024, whole.whole().size() / 256);
    assertTrue(whole.free(List.of(), Integer.MIN_VALUE).isPresent());
    assertTrue(whole.free(List.of(), Integer.MAX_VALUE).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0", "10.0.0.0/33", "10.0.0.256/24", "10.0.0.1/24", "::1/64", "a/b"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Subnet.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/25", "10.0.0.0/30"})
  void aBlockSmallerThanOneNetworkIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> NetworkBlock.parse(text));
  }

  @Test
  void subnetsAreWrittenAsTheyAreRead() {
    for (String text : List.of("10.208.0.64/26", "0.0.0.0/0", "255.255.255.255/32")) {
      assertEquals(text, Subnet.parse(text).toString());
    }
    assertEquals("10.1.2.0/24", Subnet.around("10.1.2.3/24").toString());
  }

  @Test
  void overlapIsMutual() {
    assertTrue(Subnet.parse("10.0.0.0/8").overlaps(Subnet.parse("10.208.0.0/26")));
    assertTrue(Subnet.parse("10.208.0.0/26").overlaps(Subnet.parse("10.0.0.0/8")));
    assertFalse(Subnet.parse("10.208.0.0/26").overlaps(Subnet.parse("10.208.0.64/26")));
  }

  @Test
  void routesAreReadFromTheKernelsTableWithoutTheDefault() {
    List<String> table =
        List.of(
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
            "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
            "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0",
            "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0",
            "");
    assertEquals(
        List.of(Subnet.parse("172.17.0.0/16"), Subnet.parse("192.0.2.0/24")),
        HostRoutes.parse(table));
    assertEquals(List.of(), HostRoutes.parse(List.of()));
  }

  @Test
  void bridgeNamesFitTheKernelAndDifferByAppAndPlatform() {
    var app = new AppKey("3f2b9c1e-0000-4000-8000-000000000001", "shop");
    var other = new AppKey("3f2b9c1e-0000-4000-8000-000000000002", "shop");
    String name = NetworkName.bridge(new Scope("0a1b2c3d"), app);
    assertTrue(name.matches("paas[0-9a-z]{11}"), name);
    assertNotEquals(name, NetworkName.bridge(new Scope("0a1b2c3d"), other));
    assertNotEquals(name, NetworkName.bridge(new Scope("0a1b2c3e"), app));
    assertEquals("paas-0a1b2c3d-3f2b9c1e0000", NetworkName.of(new Scope("0a1b2c3d"), app));
  }
}
