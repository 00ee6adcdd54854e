/**
 * One-offs: a command, or a Procfile type's, run once in a fresh container of the serving release
 * with its config. The runner starts it; here is decided what it runs and with what. An attached
 * one ends with its user, a detached one writes to the app's log.
 */
@NullMarked
package paas.platform.oneoff;

import org.jspecify.annotations.NullMarked;
