-- AlterTable
ALTER TABLE "HealthSample" ADD COLUMN     "cameraMs" INTEGER,
ADD COLUMN     "deliveryMs" INTEGER,
ADD COLUMN     "skewMs" INTEGER;
