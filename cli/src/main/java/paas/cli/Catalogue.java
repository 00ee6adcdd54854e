package paas.cli;

import java.util.List;
import java.util.Optional;
import paas.cli.access.AccessAddCommand;
import paas.cli.access.AccessCommand;
import paas.cli.access.AccessRemoveCommand;
import paas.cli.access.AppsLeaveCommand;
import paas.cli.access.AppsTransferCommand;
import paas.cli.app.AppsCommand;
import paas.cli.app.AppsRenameCommand;
import paas.cli.app.CheckCommand;
import paas.cli.app.CreateCommand;
import paas.cli.app.DestroyCommand;
import paas.cli.app.GitRemoteCommand;
import paas.cli.app.InfoCommand;
import paas.cli.app.MaintenanceCommand;
import paas.cli.app.OpenCommand;
import paas.cli.build.BuildsCachePurgeCommand;
import paas.cli.build.BuildsCancelCommand;
import paas.cli.build.BuildsCommand;
import paas.cli.build.BuildsInfoCommand;
import paas.cli.build.BuildsOutputCommand;
import paas.cli.build.BuildsSetCommand;
import paas.cli.build.BuildsSettingsCommand;
import paas.cli.build.BuildsUnsetCommand;
import paas.cli.buildpack.BuildpacksChangeCommand;
import paas.cli.buildpack.BuildpacksCommand;
import paas.cli.cert.CertsAddCommand;
import paas.cli.cert.CertsAutoCommand;
import paas.cli.cert.CertsClientsCommand;
import paas.cli.cert.CertsCommand;
import paas.cli.cert.CertsInfoCommand;
import paas.cli.cert.CertsRemoveCommand;
import paas.cli.cert.CertsUpdateCommand;
import paas.cli.cert.HttpsCommand;
import paas.cli.command.Command;
import paas.cli.config.ConfigCommand;
import paas.cli.config.ConfigGetCommand;
import paas.cli.config.ConfigSetCommand;
import paas.cli.config.ConfigUnsetCommand;
import paas.cli.copy.PsCopyCommand;
import paas.cli.cron.CronActionCommand;
import paas.cli.cron.CronAddCommand;
import paas.cli.cron.CronCommand;
import paas.cli.cron.CronHistoryCommand;
import paas.cli.cron.CronOutputCommand;
import paas.cli.cron.CronRunCommand;
import paas.cli.deploy.DeployCommand;
import paas.cli.domain.DomainsAddCommand;
import paas.cli.domain.DomainsCanonicalCommand;
import paas.cli.domain.DomainsCommand;
import paas.cli.domain.DomainsRemoveCommand;
import paas.cli.forward.PsForwardCommand;
import paas.cli.health.ChecksCommand;
import paas.cli.health.ChecksRunCommand;
import paas.cli.health.ChecksSetCommand;
import paas.cli.health.ChecksSwitchCommand;
import paas.cli.health.ChecksUnsetCommand;
import paas.cli.heroku.HerokuCommand;
import paas.cli.log.DrainsAddCommand;
import paas.cli.log.DrainsCommand;
import paas.cli.log.DrainsRemoveCommand;
import paas.cli.log.LogsCommand;
import paas.cli.log.RunLogsCommand;
import paas.cli.login.GitCredentialCommand;
import paas.cli.login.LoginCommand;
import paas.cli.login.LogoutCommand;
import paas.cli.login.WhoamiCommand;
import paas.cli.metrics.MetricsCommand;
import paas.cli.network.NetworkLinkCommand;
import paas.cli.network.NetworkLinksCommand;
import paas.cli.network.NetworkUnlinkCommand;
import paas.cli.oneoff.PsExecCommand;
import paas.cli.oneoff.RunCommand;
import paas.cli.oneoff.RunDetachedCommand;
import paas.cli.oneoff.RunListCommand;
import paas.cli.oneoff.RunStopCommand;
import paas.cli.ps.PsActionCommand;
import paas.cli.ps.PsAutoscaleCommand;
import paas.cli.ps.PsAutoscaleOffCommand;
import paas.cli.ps.PsCommand;
import paas.cli.ps.PsScaleCommand;
import paas.cli.ps.PsSetCommand;
import paas.cli.ps.PsTypeCommand;
import paas.cli.ps.PsWaitCommand;
import paas.cli.release.DeploysCommand;
import paas.cli.release.ReleasesAbortCommand;
import paas.cli.release.ReleasesCanaryCommand;
import paas.cli.release.ReleasesCommand;
import paas.cli.release.ReleasesInfoCommand;
import paas.cli.release.ReleasesOutputCommand;
import paas.cli.release.ReleasesPromoteCommand;
import paas.cli.release.ReleasesRetryCommand;
import paas.cli.release.RollbackCommand;
import paas.cli.router.RouterCommand;
import paas.cli.router.RouterPagesCommand;
import paas.cli.router.RouterPagesSetCommand;
import paas.cli.router.RouterPagesUnsetCommand;
import paas.cli.router.RouterSetCommand;
import paas.cli.router.RouterUnsetCommand;
import paas.cli.storage.StorageCommand;
import paas.cli.storage.StorageCreateCommand;
import paas.cli.storage.StorageDestroyCommand;
import paas.cli.storage.StorageMountCommand;
import paas.cli.storage.StorageResizeCommand;
import paas.cli.storage.StorageUnmountCommand;
import paas.cli.sync.GitAuthCommand;
import paas.cli.sync.GitAuthRemoveCommand;
import paas.cli.sync.GitSyncCommand;
import paas.cli.sync.WebhookCommand;
import paas.cli.user.UsersAddCommand;
import paas.cli.user.UsersCommand;
import paas.cli.user.UsersRemoveCommand;
import paas.cli.user.UsersRevokeCommand;
import paas.cli.user.UsersTokenCommand;

/**
 * All commands by name. Only the chosen one is made: loading all of them would triple the start-up
 * time.
 */
final class Catalogue {
  /** In the order of the help; {@code version} and {@code help} are Main's own. */
  static final List<String> NAMES =
      List.of(
          "apps",
          "create",
          "info",
          "open",
          "apps:rename",
          "destroy",
          "config",
          "config:set",
          "config:get",
          "config:unset",
          "ps",
          "ps:scale",
          "ps:autoscale",
          "ps:autoscale:off",
          "ps:type",
          "ps:wait",
          "ps:set",
          "ps:restart",
          "ps:stop",
          "ps:start",
          "ps:exec",
          "ps:copy",
          "ps:forward",
          "checks",
          "checks:set",
          "checks:unset",
          "checks:enable",
          "checks:disable",
          "checks:run",
          "logs",
          "drains",
          "drains:add",
          "drains:remove",
          "metrics",
          "run",
          "run:detached",
          "run:list",
          "run:stop",
          "run:logs",
          "cron",
          "cron:add",
          "cron:remove",
          "cron:pause",
          "cron:resume",
          "cron:run",
          "cron:history",
          "cron:output",
          "deploys",
          "releases",
          "releases:info",
          "releases:output",
          "releases:retry",
          "releases:canary",
          "releases:promote",
          "releases:abort",
          "rollback",
          "deploy",
          "builds",
          "builds:info",
          "builds:output",
          "builds:cancel",
          "check",
          "builds:cache:purge",
          "builds:settings",
          "builds:set",
          "builds:unset",
          "buildpacks",
          "buildpacks:add",
          "buildpacks:set",
          "buildpacks:remove",
          "buildpacks:clear",
          "storage",
          "storage:create",
          "storage:resize",
          "storage:mount",
          "storage:unmount",
          "storage:destroy",
          "domains",
          "domains:add",
          "domains:remove",
          "domains:canonical",
          "router",
          "router:set",
          "router:unset",
          "router:pages",
          "router:pages:set",
          "router:pages:unset",
          "certs",
          "certs:info",
          "certs:add",
          "certs:update",
          "certs:remove",
          "certs:auto",
          "certs:auto:enable",
          "certs:auto:disable",
          "certs:auto:refresh",
          "certs:clients",
          "certs:clients:set",
          "certs:clients:remove",
          "https",
          "access",
          "access:add",
          "access:remove",
          "apps:transfer",
          "apps:leave",
          "network:links",
          "network:link",
          "network:unlink",
          "maintenance",
          "maintenance:on",
          "maintenance:off",
          "login",
          "whoami",
          "logout",
          "users",
          "users:add",
          "users:remove",
          "users:token",
          "users:revoke",
          "git:remote",
          "git:sync",
          "git:auth",
          "git:auth:remove",
          "webhooks:incoming",
          "webhooks:incoming:enable",
          "webhooks:incoming:rotate",
          "webhooks:incoming:disable",
          "heroku",
          "git-credential",
          "version",
          "help");

  private Catalogue() {}

  /** A fresh instance of the command with that canonical name. */
  static Optional<Command> find(String name) {
    return NAMES.contains(name) && !name.equals("version") && !name.equals("help")
        ? Optional.of(create(name))
        : Optional.empty();
  }

  private static Command create(String name) {
    return switch (name) {
      case "apps" -> new AppsCommand();
      case "create" -> new CreateCommand();
      case "info" -> new InfoCommand();
      case "open" -> new OpenCommand();
      case "apps:rename" -> new AppsRenameCommand();
      case "destroy" -> new DestroyCommand();
      case "config" -> new ConfigCommand();
      case "config:set" -> new ConfigSetCommand();
      case "config:get" -> new ConfigGetCommand();
      case "config:unset" -> new ConfigUnsetCommand();
      case "ps" -> new PsCommand();
      case "ps:scale" -> new PsScaleCommand();
      case "ps:autoscale" -> new PsAutoscaleCommand();
      case "ps:autoscale:off" -> new PsAutoscaleOffCommand();
      case "ps:wait" -> new PsWaitCommand();
      case "deploys" -> new DeploysCommand();
      case "ps:type" -> new PsTypeCommand();
      case "ps:set" -> new PsSetCommand();
      case "ps:restart" -> new PsActionCommand(PsActionCommand.Action.RESTART);
      case "ps:stop" -> new PsActionCommand(PsActionCommand.Action.STOP);
      case "ps:start" -> new PsActionCommand(PsActionCommand.Action.START);
      case "ps:exec" -> new PsExecCommand();
      case "ps:copy" -> new PsCopyCommand();
      case "ps:forward" -> new PsForwardCommand();
      case "checks" -> new ChecksCommand();
      case "checks:set" -> new ChecksSetCommand();
      case "checks:unset" -> new ChecksUnsetCommand();
      case "checks:enable" -> new ChecksSwitchCommand(true);
      case "checks:disable" -> new ChecksSwitchCommand(false);
      case "checks:run" -> new ChecksRunCommand();
      case "logs" -> new LogsCommand();
      case "drains" -> new DrainsCommand();
      case "drains:add" -> new DrainsAddCommand();
      case "drains:remove" -> new DrainsRemoveCommand();
      case "metrics" -> new MetricsCommand();
      case "run" -> new RunCommand();
      case "run:detached" -> new RunDetachedCommand();
      case "run:list" -> new RunListCommand();
      case "run:stop" -> new RunStopCommand();
      case "run:logs" -> new RunLogsCommand();
      case "cron" -> new CronCommand();
      case "cron:add" -> new CronAddCommand();
      case "cron:remove" -> new CronActionCommand(CronActionCommand.Action.REMOVE);
      case "cron:pause" -> new CronActionCommand(CronActionCommand.Action.PAUSE);
      case "cron:resume" -> new CronActionCommand(CronActionCommand.Action.RESUME);
      case "cron:run" -> new CronRunCommand();
      case "cron:history" -> new CronHistoryCommand();
      case "cron:output" -> new CronOutputCommand();
      case "releases" -> new ReleasesCommand();
      case "releases:canary" -> new ReleasesCanaryCommand();
      case "releases:promote" -> new ReleasesPromoteCommand();
      case "releases:abort" -> new ReleasesAbortCommand();
      case "releases:info" -> new ReleasesInfoCommand();
      case "releases:output" -> new ReleasesOutputCommand();
      case "releases:retry" -> new ReleasesRetryCommand();
      case "rollback" -> new RollbackCommand();
      case "deploy" -> new DeployCommand();
      case "builds" -> new BuildsCommand();
      case "builds:info" -> new BuildsInfoCommand();
      case "builds:output" -> new BuildsOutputCommand();
      case "builds:cancel" -> new BuildsCancelCommand();
      case "check" -> new CheckCommand();
      case "builds:cache:purge" -> new BuildsCachePurgeCommand();
      case "builds:settings" -> new BuildsSettingsCommand();
      case "builds:set" -> new BuildsSetCommand();
      case "builds:unset" -> new BuildsUnsetCommand();
      case "buildpacks" -> new BuildpacksCommand();
      case "buildpacks:add" -> new BuildpacksChangeCommand(BuildpacksChangeCommand.Action.ADD);
      case "buildpacks:set" -> new BuildpacksChangeCommand(BuildpacksChangeCommand.Action.SET);
      case "buildpacks:remove" ->
          new BuildpacksChangeCommand(BuildpacksChangeCommand.Action.REMOVE);
      case "buildpacks:clear" -> new BuildpacksChangeCommand(BuildpacksChangeCommand.Action.CLEAR);
      case "storage" -> new StorageCommand();
      case "storage:create" -> new StorageCreateCommand();
      case "storage:resize" -> new StorageResizeCommand();
      case "storage:mount" -> new StorageMountCommand();
      case "storage:unmount" -> new StorageUnmountCommand();
      case "storage:destroy" -> new StorageDestroyCommand();
      case "domains" -> new DomainsCommand();
      case "domains:add" -> new DomainsAddCommand();
      case "domains:remove" -> new DomainsRemoveCommand();
      case "domains:canonical" -> new DomainsCanonicalCommand();
      case "router" -> new RouterCommand();
      case "router:set" -> new RouterSetCommand();
      case "router:unset" -> new RouterUnsetCommand();
      case "router:pages" -> new RouterPagesCommand();
      case "router:pages:set" -> new RouterPagesSetCommand();
      case "router:pages:unset" -> new RouterPagesUnsetCommand();
      case "certs" -> new CertsCommand();
      case "certs:info" -> new CertsInfoCommand();
      case "certs:add" -> new CertsAddCommand();
      case "certs:update" -> new CertsUpdateCommand();
      case "certs:remove" -> new CertsRemoveCommand();
      case "certs:auto" -> new CertsAutoCommand(CertsAutoCommand.Action.SHOW);
      case "certs:auto:enable" -> new CertsAutoCommand(CertsAutoCommand.Action.ENABLE);
      case "certs:auto:disable" -> new CertsAutoCommand(CertsAutoCommand.Action.DISABLE);
      case "certs:auto:refresh" -> new CertsAutoCommand(CertsAutoCommand.Action.REFRESH);
      case "certs:clients" -> new CertsClientsCommand(CertsClientsCommand.Action.SHOW);
      case "certs:clients:set" -> new CertsClientsCommand(CertsClientsCommand.Action.SET);
      case "certs:clients:remove" -> new CertsClientsCommand(CertsClientsCommand.Action.REMOVE);
      case "https" -> new HttpsCommand();
      case "access" -> new AccessCommand();
      case "access:add" -> new AccessAddCommand();
      case "access:remove" -> new AccessRemoveCommand();
      case "apps:transfer" -> new AppsTransferCommand();
      case "apps:leave" -> new AppsLeaveCommand();
      case "users" -> new UsersCommand();
      case "users:add" -> new UsersAddCommand();
      case "users:remove" -> new UsersRemoveCommand();
      case "users:token" -> new UsersTokenCommand();
      case "users:revoke" -> new UsersRevokeCommand();
      case "network:links" -> new NetworkLinksCommand();
      case "network:link" -> new NetworkLinkCommand();
      case "network:unlink" -> new NetworkUnlinkCommand();
      case "maintenance" -> new MaintenanceCommand(MaintenanceCommand.Wish.SHOW);
      case "maintenance:on" -> new MaintenanceCommand(MaintenanceCommand.Wish.ON);
      case "maintenance:off" -> new MaintenanceCommand(MaintenanceCommand.Wish.OFF);
      case "login" -> new LoginCommand();
      case "whoami" -> new WhoamiCommand();
      case "logout" -> new LogoutCommand();
      case "git:remote" -> new GitRemoteCommand();
      case "git:sync" -> new GitSyncCommand();
      case "git:auth" -> new GitAuthCommand();
      case "git:auth:remove" -> new GitAuthRemoveCommand();
      case "webhooks:incoming" -> new WebhookCommand(WebhookCommand.Wish.SHOW);
      case "webhooks:incoming:enable" -> new WebhookCommand(WebhookCommand.Wish.ENABLE);
      case "webhooks:incoming:rotate" -> new WebhookCommand(WebhookCommand.Wish.ROTATE);
      case "webhooks:incoming:disable" -> new WebhookCommand(WebhookCommand.Wish.DISABLE);
      case "heroku" -> new HerokuCommand();
      case "git-credential" -> new GitCredentialCommand();
      default -> throw new IllegalStateException("no factory for " + name);
    };
  }
}
