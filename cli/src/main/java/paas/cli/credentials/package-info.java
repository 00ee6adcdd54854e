/** Where the platform is and the token for it: the environment's, or those in the stored file. */
@NullMarked
package paas.cli.credentials;

import org.jspecify.annotations.NullMarked;
