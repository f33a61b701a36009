import { IsIn, IsObject, IsString, Length } from 'class-validator';

export class StartRun {
  @IsString()
  @Length(1, 200)
  name = '';

  /** Hyperparameters and whatever else the training program wants to find again. */
  @IsObject()
  configuration: Record<string, never> = {};
}

export class FinishRun {
  @IsIn(['completed', 'failed'])
  status: 'completed' | 'failed' = 'failed';
}
