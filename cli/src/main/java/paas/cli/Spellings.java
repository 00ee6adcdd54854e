package paas.cli;

/** Other names of commands, as Heroku or habit have them. */
final class Spellings {
  private Spellings() {}

  /**
   * The name that a Heroku spelling or an abbreviation stands for; other names stand for
   * themselves.
   */
  static String canonical(String name) {
    return switch (name) {
      case "apps:create" -> "create";
      case "apps:info" -> "info";
      case "apps:destroy", "apps:delete" -> "destroy";
      case "apps:open" -> "open";
      case "rename" -> "apps:rename";
      case "list", "apps:list" -> "apps";
      case "config:add" -> "config:set";
      case "config:remove" -> "config:unset";
      case "ps:list", "dyno" -> "ps";
      case "scale", "dyno:scale" -> "ps:scale";
      case "ps:autoscale:enable" -> "ps:autoscale";
      case "ps:autoscale:disable" -> "ps:autoscale:off";
      case "dyno:type", "ps:resize", "dyno:resize" -> "ps:type";
      case "restart", "dyno:restart" -> "ps:restart";
      case "stop", "dyno:stop" -> "ps:stop";
      case "exec", "dyno:exec" -> "ps:exec";
      case "dyno:copy" -> "ps:copy";
      case "dyno:forward" -> "ps:forward";
      case "releases:rollback" -> "rollback";
      case "builds:list" -> "builds";
      case "builds:purge", "repo:purge_cache" -> "builds:cache:purge";
      case "buildpacks:list" -> "buildpacks";
      case "storage:list" -> "storage";
      case "drains:list" -> "drains";
      case "domains:list" -> "domains";
      case "access:list" -> "access";
      case "cron:list" -> "cron";
      case "network", "network:list" -> "network:links";
      case "auth:login" -> "login";
      case "auth:logout" -> "logout";
      case "auth:whoami" -> "whoami";
      default -> name;
    };
  }
}
