package paas.runner.network;

import java.util.ArrayList;
import java.util.List;
import paas.runner.Scope;

/**
 * The rules of one platform as text for iptables-restore. Its chains: one that INPUT jumps to and
 * that picks the platform's bridges, one that judges what comes from those, and one that FORWARD
 * jumps to. Whatever is allowed is left to the host's own rules.
 */
final class WallRules {
  /** Of connections that the other side opened: what an app opened is judged packet by packet. */
  private static final String REPLIES =
      " -m conntrack --ctstate RELATED,ESTABLISHED --ctdir REPLY -j RETURN";

  private static final String RETURN = " -j RETURN";
  private static final String REJECT = " -j REJECT --reject-with icmp-port-unreachable";

  /** Where clouds tell a machine its secrets. */
  private static final String LINK_LOCAL = "169.254.0.0/16";

  private final String input;
  private final String host;
  private final String forward;
  private final Openings openings;

  WallRules(Scope scope, Openings openings) {
    this.input = "PAAS-" + scope.platform();
    this.host = input + "-HOST";
    this.forward = input + "-OUT";
    this.openings = openings;
  }

  /** In an order in which they can be removed. */
  List<String> chains() {
    return List.of(input, forward, host);
  }

  /** The jumps to them; the forward one from Docker's own chain for that where there is one. */
  List<String> jumps(boolean dockerUser) {
    return List.of("INPUT -j " + input, forwarding(dockerUser) + " -j " + forward);
  }

  private static String forwarding(boolean dockerUser) {
    return dockerUser ? Iptables.DOCKER_USER : "FORWARD";
  }

  /** The rules without the jumps, each as an {@code -A}. */
  List<String> rules(Walled walled) {
    List<String> rules = new ArrayList<>();
    rules.add(input + REPLIES);
    rules.add(forward + REPLIES);
    for (String resolver : openings.resolvers()) {
      rules.add(host + lookUp(resolver, "udp"));
      rules.add(host + lookUp(resolver, "tcp"));
      rules.add(forward + lookUp(resolver, "udp"));
      rules.add(forward + lookUp(resolver, "tcp"));
    }
    openings.ports().forEach(port -> rules.add(host + " -p tcp -m tcp --dport " + port + RETURN));
    rules.add(host + REJECT);
    walled.bridges().forEach(bridge -> keep(rules, " -i " + bridge));
    walled.shared().ifPresent(shared -> keep(rules, shared));
    return rules.stream().map(rule -> "-A " + rule).toList();
  }

  private static String lookUp(String resolver, String protocol) {
    return " -d %s/32 -p %s -m %s --dport 53 -j RETURN".formatted(resolver, protocol, protocol);
  }

  private void keep(List<String> rules, String from) {
    rules.add(input + from + " -j " + host);
    rules.add(forward + " -d " + LINK_LOCAL + from + REJECT);
  }

  /** Steps of two builds are kept from each other too, and from what else runs there. */
  private void keep(List<String> rules, Walled.Shared shared) {
    String from = " -i " + shared.bridge();
    for (String other : shared.others()) {
      rules.add(input + " -s " + other + "/32" + from + RETURN);
      rules.add(forward + " -s " + other + "/32" + from + RETURN);
    }
    rules.add(forward + from + " -o " + shared.bridge() + REJECT);
    keep(rules, from);
  }
}
