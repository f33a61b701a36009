import { Module } from '@nestjs/common';

import { DatasetsController } from './datasets.controller.ts';
import { ObjectStorage, S3ObjectStorage } from './object-storage.ts';
import { SnapshotsController } from './snapshots.controller.ts';
import { SnapshotsService } from './snapshots.service.ts';

/** Everything that lies in the bucket: snapshots of runs, and the data sets that runs read. */
@Module({
  controllers: [SnapshotsController, DatasetsController],
  providers: [SnapshotsService, { provide: ObjectStorage, useClass: S3ObjectStorage }],
})
export class SnapshotsModule {}
