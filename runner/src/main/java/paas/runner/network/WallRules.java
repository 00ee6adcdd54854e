package paas.runner.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import paas.runner.Scope;

/**
 * The rules of one platform. Its chains: one that INPUT jumps to and that picks the platform's
 * bridges, one that judges what comes from those, one that FORWARD jumps to, and one for what goes
 * from bridge to bridge. Whatever is allowed is left to the host's own rules.
 *
 * <p>What is forwarded is judged twice, with the same rules: in the filter table, where a refusal
 * is answered at once, and behind it. Docker takes its own jumps in FORWARD away and puts them back
 * whenever it makes a network, and in between what hangs off them does not hold.
 */
final class WallRules {
  /** Docker's chains are there, and those of most. */
  static final String FILTER = "filter";

  /** The kernel asks it after the filter table, and Docker leaves it alone. */
  static final String BEHIND = "security";

  /** Of connections that the other side opened: what an app opened is judged packet by packet. */
  private static final String REPLIES =
      " -m conntrack --ctstate RELATED,ESTABLISHED --ctdir REPLY -j RETURN";

  private static final String RETURN = " -j RETURN";
  private static final String REJECT = " -j REJECT --reject-with icmp-port-unreachable";

  /** All that a table other than the filter table may do. */
  private static final String DROP = " -j DROP";

  /** Where clouds tell a machine its secrets. */
  private static final String LINK_LOCAL = "169.254.0.0/16";

  private final String input;
  private final String host;
  private final String forward;
  private final String apart;
  private final Openings openings;

  WallRules(Scope scope, Openings openings) {
    this.input = "PAAS-" + scope.platform();
    this.host = input + "-HOST";
    this.forward = input + "-OUT";
    this.apart = input + "-APART";
    this.openings = openings;
  }

  /** The forward jump is from Docker's own chain for that where there is one. */
  TableRules filter(Walled walled, boolean dockerUser) {
    String from = dockerUser ? Iptables.DOCKER_USER : Iptables.FORWARD;
    List<String> rules = new ArrayList<>(input(walled));
    rules.addAll(forward(walled, REJECT));
    return new TableRules(
        FILTER,
        List.of(input, forward, host, apart),
        List.of("INPUT -j " + input, from + " -j " + forward),
        rules);
  }

  /** All that the filter table may hold of ours, with and without Docker's chain; no rules. */
  TableRules filterEver() {
    List<String> jumps =
        Stream.of(true, false)
            .flatMap(dockerUser -> filter(Walled.NOTHING, dockerUser).jumps().stream())
            .distinct()
            .toList();
    return new TableRules(FILTER, filter(Walled.NOTHING, true).chains(), jumps, List.of());
  }

  /** What holds while Docker changes the filter table. */
  TableRules behind(Walled walled) {
    return new TableRules(
        BEHIND,
        List.of(forward, apart),
        List.of(Iptables.FORWARD + " -j " + forward),
        forward(walled, DROP));
  }

  private List<String> input(Walled walled) {
    List<String> rules = new ArrayList<>();
    rules.add(input + REPLIES);
    openings.resolvers().forEach(resolver -> rules.addAll(lookUps(host, resolver)));
    openings.ports().forEach(port -> rules.add(host + " -p tcp -m tcp --dport " + port + RETURN));
    rules.add(host + REJECT);
    walled.bridges().forEach(bridge -> rules.add(input + " -i " + bridge + " -j " + host));
    walled
        .shared()
        .ifPresent(shared -> {
          pass(rules, input, shared);
          rules.add(input + " -i " + shared.bridge() + " -j " + host);
        });
    return added(rules);
  }

  private List<String> forward(Walled walled, String refuse) {
    List<String> rules = new ArrayList<>();
    rules.add(forward + REPLIES);
    openings.resolvers().forEach(resolver -> rules.addAll(lookUps(forward, resolver)));
    for (String bridge : walled.bridges()) {
      for (String other : walled.bridges()) {
        rules.add(forward + " -i " + bridge + " -o " + other + " -j " + apart);
      }
      rules.add(forward + " -d " + LINK_LOCAL + " -i " + bridge + refuse);
    }
    walled
        .shared()
        .ifPresent(shared -> {
          String from = " -i " + shared.bridge();
          pass(rules, forward, shared);
          rules.add(forward + from + " -o " + shared.bridge() + refuse);
          walled.bridges().forEach(bridge -> rules.add(forward + from + " -o " + bridge + refuse));
          rules.add(forward + " -d " + LINK_LOCAL + from + refuse);
        });
    rules.addAll(apart(walled, refuse));
    return added(rules);
  }

  /**
   * Where bridged packets are judged like routed ones (bridge-nf-call-iptables), neighbours on one
   * bridge come here too; those of a bridge that is not known yet are left to Docker.
   */
  private List<String> apart(Walled walled, String refuse) {
    List<String> rules = new ArrayList<>();
    walled.known().forEach(known -> rules.add(apart + " -i " + known + " -o " + known + RETURN));
    walled.known().forEach(known -> rules.add(apart + " -i " + known + refuse));
    walled.known().forEach(known -> rules.add(apart + " -o " + known + refuse));
    return rules;
  }

  /**
   * Steps of two builds are kept from each other, and from what else runs there; others are not.
   */
  private static void pass(List<String> rules, String chain, Walled.Shared shared) {
    for (String other : shared.others()) {
      rules.add(chain + " -s " + other + "/32 -i " + shared.bridge() + RETURN);
    }
  }

  private static List<String> lookUps(String chain, String resolver) {
    return List.of(lookUp(chain, resolver, "udp"), lookUp(chain, resolver, "tcp"));
  }

  private static String lookUp(String chain, String resolver, String protocol) {
    return "%s -d %s/32 -p %s -m %s --dport 53 -j RETURN"
        .formatted(chain, resolver, protocol, protocol);
  }

  private static List<String> added(List<String> rules) {
    return rules.stream().map(rule -> "-A " + rule).toList();
  }
}
