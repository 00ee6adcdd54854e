package paas.runner.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.runner.Scope;

class WallRulesTest {
  private static final Scope SCOPE = new Scope("0a1b2c3d");

  private static final Openings OPENINGS =
      new Openings(new TreeSet<>(Set.of(80)), List.of("192.0.2.53"));

  @TempDir Path folder;

  @Test
  void whatIsAllowedComesBeforeTheRefusalOfAllElse() {
    List<String> rules = rules(List.of("192.0.2.53"), Optional.empty());
    int refusal =
        rules.indexOf("-A PAAS-0a1b2c3d-HOST -j REJECT --reject-with icmp-port-unreachable");
    for (String allowed :
        List.of(
            "-A PAAS-0a1b2c3d-HOST -p tcp -m tcp --dport 80 -j RETURN",
            "-A PAAS-0a1b2c3d-HOST -d 192.0.2.53/32 -p udp -m udp --dport 53 -j RETURN",
            "-A PAAS-0a1b2c3d-HOST -d 192.0.2.53/32 -p tcp -m tcp --dport 53 -j RETURN")) {
      int index = rules.indexOf(allowed);
      assertTrue(index >= 0 && index < refusal, allowed + " in " + rules);
    }
  }

  @Test
  void repliesAreLeftAloneAndOnlyThenBridgesJudged() {
    List<String> rules = rules(List.of(), Optional.empty());
    assertEquals(
        List.of(
            "-A PAAS-0a1b2c3d -m conntrack --ctstate RELATED,ESTABLISHED --ctdir REPLY -j RETURN",
            "-A PAAS-0a1b2c3d -i paasabcd+ -j PAAS-0a1b2c3d-HOST"),
        rules.stream().filter(rule -> rule.startsWith("-A PAAS-0a1b2c3d ")).toList());
  }

  @Test
  void aCloudsNameServerIsReachedWhereItsSecretsAreNot() {
    List<String> rules = rules(List.of("169.254.169.254"), Optional.empty());
    int lookUp =
        rules.indexOf(
            "-A PAAS-0a1b2c3d-OUT -d 169.254.169.254/32 -p udp -m udp --dport 53 -j RETURN");
    int refusal =
        rules.indexOf(
            "-A PAAS-0a1b2c3d-OUT -d 169.254.0.0/16 -i paasabcd+ -j REJECT --reject-with"
                + " icmp-port-unreachable");
    assertTrue(0 <= lookUp && lookUp < refusal, rules.toString());
  }

  @Test
  void onASharedBridgeOthersKeepTheirWay() {
    var shared = new Walled.Shared("docker0", List.of("172.17.0.9"));
    List<String> rules = rules(List.of(), Optional.of(shared));
    int other = rules.indexOf("-A PAAS-0a1b2c3d -s 172.17.0.9/32 -i docker0 -j RETURN");
    int ours = rules.indexOf("-A PAAS-0a1b2c3d -i docker0 -j PAAS-0a1b2c3d-HOST");
    assertTrue(0 <= other && other < ours, rules.toString());
  }

  @Test
  void bridgesAreKeptApartAndNeighboursOnOneAreNot() {
    var walled = new Walled(List.of("paasabcd+"), List.of("paasabcd1", "br-2"), Optional.empty());
    TableRules filter = new WallRules(SCOPE, OPENINGS).filter(walled, true);
    assertEquals(
        List.of(
            "-A PAAS-0a1b2c3d-APART -i paasabcd1 -o paasabcd1 -j RETURN",
            "-A PAAS-0a1b2c3d-APART -i br-2 -o br-2 -j RETURN",
            "-A PAAS-0a1b2c3d-APART -i paasabcd1 -j REJECT --reject-with icmp-port-unreachable",
            "-A PAAS-0a1b2c3d-APART -i br-2 -j REJECT --reject-with icmp-port-unreachable",
            "-A PAAS-0a1b2c3d-APART -o paasabcd1 -j REJECT --reject-with icmp-port-unreachable",
            "-A PAAS-0a1b2c3d-APART -o br-2 -j REJECT --reject-with icmp-port-unreachable"),
        filter.rules().stream().filter(rule -> rule.contains("-APART -")).toList());
    assertTrue(
        filter
            .rules()
            .contains("-A PAAS-0a1b2c3d-OUT -i paasabcd+ -o paasabcd+ -j PAAS-0a1b2c3d-APART"));
  }

  @Test
  void whatIsForwardedIsJudgedTheSameBehindTheFilterTable() {
    var shared = new Walled.Shared("docker0", List.of("172.17.0.9"));
    var walled = new Walled(List.of("paasabcd+"), List.of("paasabcd1"), Optional.of(shared));
    WallRules rules = new WallRules(SCOPE, OPENINGS);
    assertEquals(
        rules.filter(walled, false).rules().stream()
            .filter(rule -> rule.matches("-A PAAS-0a1b2c3d-(OUT|APART) .*"))
            .map(rule -> rule.replace("REJECT --reject-with icmp-port-unreachable", "DROP"))
            .toList(),
        rules.behind(walled).rules());
    assertEquals(List.of("FORWARD -j PAAS-0a1b2c3d-OUT"), rules.behind(walled).jumps());
  }

  @Test
  void nothingIsRemovedThatIsNotThere() {
    TableRules ever = new WallRules(SCOPE, OPENINGS).filterEver();
    assertEquals("", ever.removal(List.of("-N PAAS-00000000", "-A FORWARD -j DOCKER-USER")));
    assertEquals(
        "*filter\n-D FORWARD -j PAAS-0a1b2c3d-OUT\n-F PAAS-0a1b2c3d-OUT\n"
            + "-X PAAS-0a1b2c3d-OUT\nCOMMIT\n",
        ever.removal(List.of("-N PAAS-0a1b2c3d-OUT", "-A FORWARD -j PAAS-0a1b2c3d-OUT")));
  }

  @Test
  void nameServersOfTheHostsOwnLoopbackAreNone() throws IOException {
    Path file = folder.resolve("resolv.conf");
    Files.writeString(
        file, "# x\nnameserver 127.0.0.53\nnameserver  192.0.2.1 \nnameserver ::1\nsearch a\n");
    Openings openings = Openings.of(Set.of(80), List.of(file, folder.resolve("absent")));
    assertEquals(List.of("192.0.2.1"), openings.resolvers());
  }

  @Test
  void noPortIsOutOfRange() {
    assertThrows(
        IllegalArgumentException.class, () -> Openings.of(Set.of(65_536), List.of()).ports());
  }

  private static List<String> rules(List<String> resolvers, Optional<Walled.Shared> shared) {
    var openings = new Openings(new TreeSet<>(Set.of(80)), resolvers);
    return new WallRules(SCOPE, openings)
        .filter(new Walled(List.of("paasabcd+"), List.of(), shared), true)
        .rules();
  }
}
