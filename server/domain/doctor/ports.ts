export interface DoctorDeps {
  /** false: the database did not answer in time. */
  pingDatabase: () => Promise<boolean>;
  /** Whether `GET <url>` answers 200 in time. */
  answersOk: (url: string) => Promise<boolean>;
  /** Room left on the disk of a folder; null when the folder cannot be read. */
  freeBytes: (folder: string) => Promise<number | null>;
  nowMs: () => number;
  settings: {
    publicUrl: string;
    dataDir: string;
    roomHealthUrl: string;
    gatewayHealthUrl: string;
  };
}
