package paas.cli;

/**
 * The help of {@code paas} itself: a constant, so that it shows in 40 ms; a test holds it equal to
 * the commands.
 */
final class TopLevelHelp {
  static final String TEXT =
      """
      paas: deploy with git push, on your own machine.

      Usage: paas COMMAND [--app NAME] [options]

      Apps
        apps              List your apps.
        create            Create an app, and add the git remote 'paas' here.
        info              Show an app.
        open              Print an app's address, and open it in a browser where there is one.
        apps:rename       Rename an app: its address and its git remote change.
        destroy           Destroy an app: its instances, releases, config, logs, volumes and repository.
        maintenance       Show whether an app is in maintenance (:on, :off).

      Run
        ps                List an app's instances.
        ps:scale          Show or change how many instances each process type has.
        ps:autoscale      Have instances follow their load, or sleep until a request (:off).
        ps:type           Show or change the size of instances (ps:set for the rest).
        ps:wait           Wait until all instances run the newest release and are up.
        ps:restart        Restart an app's instances (also ps:stop, ps:start).
        ps:exec           Open a shell in a running instance, or run a command there.
        ps:copy           Copy files out of a running instance, or into it.
        ps:forward        Forward a port of this machine to a port of a running instance.
        checks            Show the health checks (:set, :unset, :enable, :disable, :run).
        logs              Show an app's log: its output, requests, builds and events.
        drains            List where an app's log is sent, and how that goes (:add, :remove).
        metrics           Show an app's requests: how many, how answered, how fast.
        run               Run a one-off in a fresh container (:detached, :list, :stop, :logs).
        cron              List an app's cron jobs (:add, :remove, :pause, :resume, :run).
        cron:history      List the last runs of a cron job, and how they ended (also cron:output).

      Configure
        config            Show an app's config vars.
        config:set        Set config vars and restart the app with them (also :get, :unset).
        storage           List volumes (:create, :resize, :mount, :unmount, :destroy).
        domains           List an app's domains (:add, :remove, :canonical).
        router            Show what the router does with an app's requests (:set, :unset).
        router:pages      List an app's own error and maintenance pages (:set, :unset).
        certs             List an app's TLS certificates (:add, :info, :update, :remove).
        certs:auto        Show automatic certificates (:enable, :disable, :refresh).
        certs:clients     Show whose certificates clients have to show (:set, :remove).
        https             Show or change whether HTTP is sent to HTTPS, and HSTS.
        access            List who may work on an app (:add, :remove).
        apps:transfer     Give an app to another user, at once (apps:leave ends your own access).
        network:links     List the apps whose instances an app reaches (network:link, :unlink).

      Deploy
        git push paas main
        deploy            Deploy a directory, an archive or an image, without git push.
        git:remote        Point the git remote 'paas' here at an app.
        git:sync          Deploy from a git repository elsewhere, and remember it.
        git:auth          Store your account at a git host; list those stored (:remove).
        webhooks:incoming Show an app's incoming webhook (:enable, :rotate, :disable).
        deploys           List an app's newest deploys, with how long each phase took.
        releases          List an app's newest releases (:info, :output, :retry).
        releases:canary   Try a release with a part of an app's requests (:promote, :abort).
        rollback          Go back to an earlier release: its image and its config.
        check             Check an app by the twelve factors, with evidence and fixes.
        builds            List an app's newest builds (:info, :output, :cancel, :cache:purge).
        builds:settings   Show how an app is built (builds:set, builds:unset).
        buildpacks        List an app's buildpacks (:add, :set, :remove, :clear).

      Account
        login             Log in to a platform with an API token.
        whoami            Show the account that you are logged in as.
        logout            Forget the stored token.
        users             List the platform's users (:add, :remove, :token, :revoke).
        heroku            Run Heroku's own CLI against this platform: paas heroku ps --app NAME
        completion        Have your shell complete commands, options and apps: bash, zsh.

      Examples:
        $ paas create shop && git push paas main
        $ paas config:set GREETING=hello
        $ paas ps:scale web=3
        $ paas logs --tail
        $ paas run migrate

      Without --app, the app is that of the git remote 'paas' in this directory.
      Help on a command, with examples: paas help COMMAND

      See also: paas version, paas git-credential (for git itself)\
      """;

  private TopLevelHelp() {}
}
