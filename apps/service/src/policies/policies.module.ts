import { Module } from '@nestjs/common';
import { PoliciesController } from './policies.controller.ts';
import { BundleIssuer } from './served-bundle.ts';

@Module({ controllers: [PoliciesController], providers: [BundleIssuer] })
export class PoliciesModule {}
