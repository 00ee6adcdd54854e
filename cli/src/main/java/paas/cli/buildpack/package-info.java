/** The commands about the buildpacks that an app asks for. */
@NullMarked
package paas.cli.buildpack;

import org.jspecify.annotations.NullMarked;
