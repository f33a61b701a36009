import { ansible } from './ansible/ansible.ts';
import { cloudFormationExtractor } from './cloudformation/cloudformation-extractor.ts';
import { compose } from './compose/compose.ts';
import { dockerfile } from './dockerfile/dockerfile.ts';
import { dotenv } from './dotenv/dotenv.ts';
import type { Extractor } from './extraction.ts';
import { helmChart } from './kubernetes/helm/chart.ts';
import { helmValues } from './kubernetes/helm/values.ts';
import { kubernetes } from './kubernetes/kubernetes.ts';
import { kustomize } from './kubernetes/kustomize/kustomize.ts';
import { nginx } from './nginx/nginx.ts';
import { packageJson } from './package-json/package-json.ts';
import { postgresConf } from './postgres-conf/postgres-conf.ts';
import { prismaExtractor } from './prisma/prisma-extractor.ts';
import { rcFiles } from './rc-files/rc-files.ts';
import { redisConf } from './redis-conf/redis-conf.ts';
import { yamlFile } from './settings/yaml-file.ts';
import { shellScript } from './shell/shell-script.ts';
import { sqlExtractor } from './sql/sql-extractor.ts';
import { systemd } from './systemd/systemd.ts';
import { terraformExtractor } from './terraform/terraform-extractor.ts';
import { typescript } from './typescript/extractor.ts';
import { workflows } from './workflows/workflows.ts';

/** One line a kind of file; the first that reads a path wins. */
export const extractors: readonly Extractor[] = [
  cloudFormationExtractor,
  dockerfile,
  dotenv,
  helmChart,
  helmValues,
  kustomize,
  kubernetes,
  nginx,
  postgresConf,
  rcFiles,
  redisConf,
  workflows,
  compose,
  ansible,
  packageJson,
  prismaExtractor,
  shellScript,
  sqlExtractor,
  systemd,
  terraformExtractor,
  typescript,
  yamlFile,
];
