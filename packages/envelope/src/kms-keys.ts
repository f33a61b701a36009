import type { KMSClient } from '@aws-sdk/client-kms';
import { CannotOpen } from './committed-cipher.ts';
import type { KeyEncryptionKeys, KeyOwner } from './key-encryption-keys.ts';

/**
 * Key-encryption keys that never leave AWS KMS. The owner is the encryption context, so KMS itself
 * refuses a wrapped key for another owner, and its own log says for whom each was opened.
 * @param keyId ARN of the key that wraps from now on; those of before unwrap while KMS has them
 */
export function kmsKeys(client: KMSClient, keyId: string): KeyEncryptionKeys {
  return {
    current: keyId,
    wrap: async (key, owner) => {
      const { EncryptCommand } = await import('@aws-sdk/client-kms');
      const { CiphertextBlob } = await client.send(
        new EncryptCommand({ KeyId: keyId, Plaintext: key, EncryptionContext: context(owner) }),
      );
      if (CiphertextBlob === undefined) throw new Error('KMS sent no ciphertext');
      return { kek: keyId, bytes: CiphertextBlob };
    },
    unwrap: async ({ kek, bytes }, owner) => {
      const { DecryptCommand, InvalidCiphertextException, NotFoundException } =
        await import('@aws-sdk/client-kms');
      const command = new DecryptCommand({
        KeyId: kek,
        CiphertextBlob: bytes,
        EncryptionContext: context(owner),
      });
      try {
        const { Plaintext } = await client.send(command);
        if (Plaintext === undefined) throw new Error('KMS sent no key');
        return Plaintext;
      } catch (error) {
        if (error instanceof InvalidCiphertextException || error instanceof NotFoundException)
          throw new CannotOpen(`KMS does not open this data key with \`${kek}\``, { cause: error });
        throw error;
      }
    },
  };
}

/** KMS takes no empty text in a context. */
function context({ tenant, subject, class: of }: KeyOwner): Record<string, string> {
  return { 'troth:subject': subject, 'troth:class': of, ...(tenant && { 'troth:tenant': tenant }) };
}
