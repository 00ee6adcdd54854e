package paas.platform;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.docker.HostWall;
import paas.runner.network.Wall;

/**
 * Sees to it that apps and builds stay kept from the host's own services: at start, and seldom
 * after that, since a reload of the host's firewall takes rules away. Says in the log how it stands
 * when that changes.
 */
@Singleton
final class WallWatch {
  private static final Logger LOG = LoggerFactory.getLogger(WallWatch.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final HostWall wall;
  private final Thread thread = Thread.ofVirtual().name("host-wall").unstarted(this::run);

  /** How it stood last; the starter's, then the thread's. */
  private Optional<Wall> before = Optional.empty();

  WallWatch(HostWall wall) {
    this.wall = wall;
  }

  /**
   * To be called once, before anybody can ask for anything of an app; the rules stand when it
   * returns.
   */
  void start() {
    round();
    thread.start();
  }

  @PreDestroy
  void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (before.filter(Wall.Unwanted.class::isInstance).isEmpty()) {
        Thread.sleep(PAUSE);
        round();
      }
    } catch (InterruptedException e) {
      LOG.debug("The watch over the host's firewall ends");
    }
  }

  private void round() {
    Optional<Wall> now = look();
    if (!now.equals(before.map(WallWatch::settled))) {
      now.ifPresent(WallWatch::tell);
    }
    before = now;
  }

  /** What the next look finds where nothing changed. */
  private static Wall settled(Wall wall) {
    return wall instanceof Wall.Stands ? new Wall.Stands(false) : wall;
  }

  /** Empty where the engine does not answer: of what use is a rule while nothing can run. */
  private Optional<Wall> look() {
    try {
      return Optional.of(wall.ensure());
    } catch (RuntimeException e) {
      LOG.warn("The host's firewall could not be looked after", e);
      return Optional.empty();
    }
  }

  private static void tell(Wall wall) {
    switch (wall) {
      case Wall.Stands stands ->
          LOG.info(
              "Apps and builds are kept from this host's own services{}",
              stands.written() ? ": the firewall rules were written" : "");
      case Wall.Porous porous ->
          LOG.warn(
              "Apps and builds are kept from this host's own services, and from each other but for the"
                  + " moments in which Docker makes a network: {}",
              porous.why());
      case Wall.Missing missing ->
          LOG.warn(
              "APPS CAN REACH THIS HOST'S OWN SERVICES: no firewall rules could be made, {}. Install"
                  + " iptables and run paasd as root, or accept it: PAAS_HOST_FIREWALL=off",
              missing.why());
      case Wall.Unwanted _ ->
          LOG.warn("Apps can reach this host's own services: PAAS_HOST_FIREWALL is off");
    }
  }
}
