import { Agent } from 'node:https';
import type { Readable } from 'node:stream';

import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Injectable } from '@nestjs/common';
import { NodeHttpHandler } from '@smithy/node-http-handler';

import { Config } from '../config.ts';

export interface StoredObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly content: Readable;
}

/** The bucket of snapshots and data sets. */
export abstract class ObjectStorage {
  abstract put(object: StoredObject): Promise<void>;
  abstract read(key: string): Promise<Readable>;
  abstract remove(key: string): Promise<void>;
}

@Injectable()
export class S3ObjectStorage extends ObjectStorage {
  readonly #bucket: string;
  readonly #s3 = new S3Client({
    requestHandler: new NodeHttpHandler({ httpsAgent: new Agent({ minVersion: 'TLSv1.3' }) }),
  });

  constructor(config: Config) {
    super();
    this.#bucket = config.bucket;
  }

  override async put({ key, sizeBytes, content }: StoredObject): Promise<void> {
    await this.#s3.send(
      new PutObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        Body: content,
        ContentLength: sizeBytes,
        ServerSideEncryption: 'aws:kms',
      }),
    );
  }

  override async read(key: string): Promise<Readable> {
    const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
    if (Body === undefined || !('pipe' in Body)) throw new Error('the bucket sent no content');
    return Body;
  }

  override async remove(key: string): Promise<void> {
    await this.#s3.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }
}
