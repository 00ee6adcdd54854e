/** The commands about the account: login, logout, whoami, git-credential. */
@NullMarked
package paas.cli.login;

import org.jspecify.annotations.NullMarked;
