/**
 * Where buildpacks come from: the platform's own folder, git, archives, the app's source. Owns how
 * a buildpack is named, the copies that are kept of fetched ones, and which version each is. Runs
 * none of them. Neighbours: {@code fetch} brings them, {@code source} judges their files.
 */
@NullMarked
package paas.builder.buildpack;

import org.jspecify.annotations.NullMarked;
