for folder in /app/.rb/*-linux-gnu*; do
  export LD_LIBRARY_PATH=$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
done
unset folder
export PATH=/app/vendor/bundle/ruby/@SERIES@.0/bin:/app/.rb/bin:$PATH:/app/bin
export BUNDLE_PATH=/app/vendor/bundle BUNDLE_FROZEN=true BUNDLE_WITHOUT=${BUNDLE_WITHOUT:-development:test}
export BUNDLER_VERSION=${BUNDLER_VERSION:-@BUNDLER@}
export RACK_ENV=${RACK_ENV:-production} RAILS_ENV=${RAILS_ENV:-${RACK_ENV:-production}}
export RAILS_LOG_TO_STDOUT=${RAILS_LOG_TO_STDOUT:-enabled} RAILS_SERVE_STATIC_FILES=${RAILS_SERVE_STATIC_FILES:-enabled}
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
