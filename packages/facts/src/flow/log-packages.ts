/** Packages that write logs. */
export const logPackages: RegExp =
  /^(pino|pino-http|winston|bunyan|log4js|loglevel|consola|signale|debug|roarr|tslog|npmlog|fancy-log|electron-log|nestjs-pino|nest-winston|@logtape\/logtape|tracer|morgan)$/;

/** Names by which a logger is written to, or given what it writes each time. */
export const levels: RegExp =
  /^(trace|debug|info|warn|warning|error|fatal|log|verbose|notice|silly|http|critical|alert|emerg|silent|dir|table|group|success|fail|child|bindings|setBindings|assign)$/;
